package dev.lungfish.gateway;

import dev.lungfish.client.Caller;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.gateway.config.GatewayConfiguration;
import dev.lungfish.gateway.config.GatewayFile;
import dev.lungfish.gateway.metrics.MetricsSocket;
import dev.lungfish.gateway.relay.GatewayRelay;
import dev.lungfish.gateway.relay.RelayNotice;
import dev.lungfish.gateway.standin.Action;
import dev.lungfish.gateway.standin.StandIns;
import dev.lungfish.gateway.wake.ConfiguredWaker;
import dev.lungfish.gateway.wake.HostWaker;
import dev.lungfish.gateway.wake.WakeNotice;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A gateway as a process runs it.
public final class GatewayService {
    /// How long a client is believed to send the opening of its connection again and again. Linux
    /// gives up after two minutes (`tcp_syn_retries` in tcp(7)).
    private static final Duration WAITS_OUTSIDE = Duration.ofMinutes(2);

    private final GatewayConfiguration configuration;
    private final Caller caller;

    /// Reads the configuration.
    ///
    /// @param named another file than the usual one
    /// @param caller for calls of a daemon
    public GatewayService(Optional<Path> named, Caller caller) {
        this(GatewayFile.readToServe(named), caller);
    }

    /// @param configuration as it was read
    GatewayService(GatewayConfiguration configuration, Caller caller) {
        this.configuration = configuration;
        this.caller = caller;
    }

    /// Serves until something completes the end.
    ///
    /// @param log takes lines, from several threads
    /// @throws IOException where a listener can't be bound
    public void run(Consumer<String> log, CompletableFuture<String> end) throws IOException {
        Consumer<Reason> told =
                reason ->
                        log.accept("%s: %s".formatted(reason.code(), ReasonText.sentence(reason)));
        try (HostWaker waker = ConfiguredWaker.waker(configuration, caller);
                GatewayRelay relay = new GatewayRelay(configuration, waker, told);
                StandIns _ =
                        StandIns.start(
                                configuration,
                                (wake, networkInterface) -> wake(relay, wake, networkInterface),
                                told)) {
            for (Map.Entry<String, InetSocketAddress> one : relay.addresses().entrySet()) {
                told.accept(listens(one.getKey(), one.getValue()));
            }
            if (configuration.metrics().isPresent()) {
                told.accept(listens("metrics", metrics(relay).address()));
            }
            end.join();
        }
    }

    private void wake(GatewayRelay relay, Action.Wake wake, String networkInterface) {
        InetAddress own =
                Objects.requireNonNull(configuration.hosts().get(wake.host()), wake.host())
                        .address();
        relay.wake(
                new WakeNotice.GatewayWakesHost(
                        wake.host(), networkInterface, wake.from().getHostAddress(), "opening"),
                Optional.of(wake.address()).filter(address -> !address.equals(own)),
                wake.port(),
                WAITS_OUTSIDE);
    }

    private MetricsSocket metrics(GatewayRelay relay) throws IOException {
        InetSocketAddress address = configuration.metrics().orElseThrow();
        try {
            return new MetricsSocket(relay.loop(), address, relay.counters());
        } catch (IOException e) {
            throw new IOException(
                    "gateway.metrics can't listen at %s: %s".formatted(address, FailureWords.of(e)),
                    e);
        }
    }

    private static RelayNotice listens(String name, InetSocketAddress address) {
        return new RelayNotice.GatewayListens(
                name,
                "%s port %d".formatted(address.getAddress().getHostAddress(), address.getPort()));
    }
}
