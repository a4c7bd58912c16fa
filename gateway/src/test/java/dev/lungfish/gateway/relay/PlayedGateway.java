package dev.lungfish.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.gateway.config.GatewayFile;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A gateway before a played host, in this process.
final class PlayedGateway implements AutoCloseable {
    static final String LIMITS =
            """
            [limits]
            silent = "30s"
            opening = "1s"
            held_by_source = 10000
            """;

    final PlayedWaker waker;
    final GatewayRelay relay;
    final List<Reason> log = new CopyOnWriteArrayList<>();

    /// @param limits the table of the configuration
    /// @param more lines of the listener
    PlayedGateway(PlayedHost host, Runnable wakes, String limits, String... more)
            throws IOException {
        waker = new PlayedWaker(wakes);
        relay =
                new GatewayRelay(
                        GatewayFile.parse(
                                "gateway.toml",
                                limits
                                        + """
                                        [wake]
                                        ask_again = "1s"
                                        [hosts.lab1]
                                        address = "127.0.0.1"
                                        cards = ["02:4c:46:00:00:02"]
                                        [[listener]]
                                        name = "one"
                                        listen = "127.0.0.1:0"
                                        host = "lab1"
                                        port = %d
                                        %s
                                        """
                                                .formatted(host.port(), String.join("\n", more))),
                        waker,
                        log::add);
    }

    /// A listener that allows this machine.
    static final String ALLOWED = "allow = [\"127.0.0.0/8\"]";

    InetSocketAddress address() throws IOException {
        return relay.addresses().values().iterator().next();
    }

    Socket client() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.connect(address());
        return socket;
    }

    GatewayCounters.Counts counts() {
        return relay.counters().counts();
    }

    long wakes() {
        return waker.count("wake");
    }

    static void await(BooleanSupplier condition) {
        assertThat(Pause.of(Duration.ofSeconds(20), Duration.ofMillis(5), condition)).isTrue();
    }

    @Override
    public void close() {
        relay.close();
    }
}
