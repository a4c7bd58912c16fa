package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.config.GatewayConfiguration.ListenerEntry;
import dev.lungfish.gateway.decision.ConnectionRules;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.decision.SourceRights;
import dev.lungfish.gateway.decision.WakeRate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/// Accepts the connections of one listener. For the loop's thread.
final class ListenerSocket implements EventLoop.Member {
    private static final int BACKLOG = 4096;

    /// So many are accepted before others have their turn.
    private static final int AT_ONCE = 64;

    /// How long nothing is accepted where the process has no files left.
    private static final Duration PAUSE = Duration.ofMillis(200);

    /// A client that is silent for so long is asked by the kernel whether it is still there.
    private static final int KEEPALIVE_SECONDS = 300;

    private final GatewayContext context;
    private final ListenerEntry entry;
    private final ConnectionRules rules;
    private final WakeRate rate;
    private final ServerSocketChannel socket;

    /// Binds its address.
    ///
    /// @throws IOException where it can't be bound
    ListenerSocket(GatewayContext context, ListenerEntry entry) throws IOException {
        this.context = context;
        this.entry = entry;
        rules = new ConnectionRules(entry.onConnect());
        rate = new WakeRate(entry.wakesPerMinute());
        socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(entry.listen(), BACKLOG);
        } catch (IOException e) {
            EventLoop.close(socket);
            throw e;
        }
    }

    /// Begins to accept.
    void listen() {
        try {
            SelectionKey _ = context.loop().join(socket, SelectionKey.OP_ACCEPT, this);
        } catch (IOException e) {
            throw new IllegalStateException("a bound socket can't be watched", e);
        }
    }

    ListenerEntry entry() {
        return entry;
    }

    ConnectionRules rules() {
        return rules;
    }

    /// Takes the right to wake once.
    ///
    /// @param host the name of whom it is for
    /// @return why there is none; empty where it was taken
    Optional<GatewayRefusal> denied(Opening opening, String host) {
        if (opening.right() != SourceRights.Right.WAKE) {
            return Optional.of(
                    new GatewayRefusal.MonitorWakesNobody(
                            entry.name(), opening.sourceText(), host));
        }
        return rate.take(context.loop().now())
                ? Optional.empty()
                : Optional.of(
                        new GatewayRefusal.WakeRateExceeded(
                                entry.name(), opening.sourceText(), host, entry.wakesPerMinute()));
    }

    /// Where it listens.
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    @Override
    public void ready(SelectionKey key) {
        for (int i = 0; i < AT_ONCE; i++) {
            SocketChannel client;
            try {
                client = socket.accept();
            } catch (IOException _) {
                key.interestOps(0);
                EventLoop.Alarm _ =
                        context.loop().after(PAUSE, () -> key.interestOps(SelectionKey.OP_ACCEPT));
                return;
            }
            if (client == null) {
                return;
            }
            begin(client);
        }
    }

    private void begin(SocketChannel client) {
        context.counters().accepted();
        try {
            if (!context.mayOpen()) {
                Farewell.resetOnClose(client);
                EventLoop.close(client);
                context.refused(
                        new GatewayRefusal.HeldConnectionsExhausted(
                                entry.name(), "open", context.limits().open()));
                return;
            }
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_SECONDS);
            new Session(context, this, client).begin();
        } catch (IOException _) {
            EventLoop.close(client); // it has gone already
        }
    }

    @Override
    public void failed() {
        // One connection failed, and the next may not.
    }

    void close() {
        EventLoop.close(socket);
    }
}
