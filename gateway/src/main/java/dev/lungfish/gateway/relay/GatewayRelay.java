package dev.lungfish.gateway.relay;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.gateway.config.GatewayConfiguration;
import dev.lungfish.gateway.config.GatewayConfiguration.DatagramEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.ListenerEntry;
import dev.lungfish.gateway.wake.HostClaims;
import dev.lungfish.gateway.wake.HostWaker;
import dev.lungfish.gateway.wake.WakeNotice;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// All listeners of a gateway, and the connections that came by them. Safe for use by several
/// threads.
public final class GatewayRelay implements AutoCloseable {
    private final EventLoop loop;
    private final HostClaims claims;
    private final GatewayContext context;
    private final List<ListenerSocket> listeners = new ArrayList<>();
    private final List<DatagramListener> datagrams = new ArrayList<>();

    /// Binds all listeners and begins to accept.
    ///
    /// @param waker who wakes; closed by whoever made it
    /// @param log is told by several threads
    /// @throws IOException where one can't be bound; the message names it
    public GatewayRelay(GatewayConfiguration configuration, HostWaker waker, Consumer<Reason> log)
            throws IOException {
        loop = new EventLoop(fault -> log.accept(new RelayNotice.GatewayFault(words(fault))));
        claims = new HostClaims(waker, configuration.waking().claim(), log);
        context = new GatewayContext(loop, configuration, waker, claims, log);
        boolean begun = false;
        try {
            for (ListenerEntry entry : configuration.listeners()) {
                listeners.add(bound(entry));
            }
            for (DatagramEntry entry : configuration.datagrams()) {
                datagrams.add(bound(entry));
            }
            begun = true;
        } finally {
            if (!begun) {
                listeners.forEach(ListenerSocket::close);
                datagrams.forEach(DatagramListener::close);
            }
        }
        loop.execute(() -> listeners.forEach(ListenerSocket::listen));
        loop.execute(() -> datagrams.forEach(DatagramListener::listen));
        loop.start();
    }

    private ListenerSocket bound(ListenerEntry entry) throws IOException {
        try {
            return new ListenerSocket(context, entry);
        } catch (IOException e) {
            throw notBound(entry.name(), entry.listen(), e);
        }
    }

    private DatagramListener bound(DatagramEntry entry) throws IOException {
        try {
            return new DatagramListener(context, entry);
        } catch (IOException e) {
            throw notBound(entry.name(), entry.listen(), e);
        }
    }

    private static IOException notBound(String name, InetSocketAddress address, IOException e) {
        return new IOException(
                "the listener '%s' can't listen at %s: %s"
                        .formatted(name, address, FailureWords.of(e)),
                e);
    }

    private static String words(RuntimeException fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return trace.length == 0
                ? FailureWords.of(fault)
                : "%s at %s".formatted(FailureWords.of(fault), trace[0]);
    }

    /// Wakes a host for somebody who waits outside, and keeps asking its port until it answers or
    /// the time is over. Returns at once.
    ///
    /// @param guest the address of a guest on the host; empty for the host's own
    /// @param wait how long whoever waits is believed to wait
    public void wake(
            WakeNotice.GatewayWakesHost notice,
            Optional<InetAddress> guest,
            int port,
            Duration wait) {
        loop.execute(() -> {
            HostGate host = context.host(notice.host());
            if (!host.wakes()) {
                host.wake(notice);
            }
            host.linger(wait, Optional.of(host.port(guest, port)));
        });
    }

    /// Where each listener listens, by its name.
    public Map<String, InetSocketAddress> addresses() throws IOException {
        Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        for (ListenerSocket listener : listeners) {
            addresses.put(listener.entry().name(), listener.address());
        }
        for (DatagramListener one : datagrams) {
            addresses.put(one.name(), one.address());
        }
        return addresses;
    }

    /// What was counted.
    public GatewayCounters counters() {
        return context.counters();
    }

    /// The thread of all sockets, for others that listen in this process.
    public EventLoop loop() {
        return loop;
    }

    /// Ends all connections, and takes all claims back.
    @Override
    public void close() {
        loop.close();
        claims.close();
    }
}
