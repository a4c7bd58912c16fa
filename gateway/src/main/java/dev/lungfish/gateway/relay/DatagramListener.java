package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.config.GatewayConfiguration.DatagramEntry;
import dev.lungfish.gateway.decision.GatewayRefusal;
import dev.lungfish.gateway.decision.SourceRights.Right;
import dev.lungfish.gateway.decision.WakeRate;
import dev.lungfish.gateway.protocol.WireGuard;
import dev.lungfish.gateway.wake.WakeNotice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Passes datagrams of one rule on: each source has a socket to the target, so that answers find
/// their way back. A datagram of an allowed source wakes a host that was not heard just now, and is
/// sent again until it answers. For the loop's thread.
final class DatagramListener implements EventLoop.Member {
    /// So many sources at once.
    private static final int MOST = 1024;

    /// So many datagrams are read before others have their turn.
    private static final int AT_ONCE = 64;

    /// A host that has sent something so recently is awake.
    private static final Duration HEARD = Duration.ofSeconds(2);

    private static final Duration AGAIN = Duration.ofMillis(500);

    /// Longer ones are not kept to be sent again.
    private static final int KEPT = 2048;

    private final GatewayContext context;
    private final DatagramEntry entry;
    private final HostGate host;
    private final WakeRate rate;
    private final DatagramChannel socket;
    private final Map<InetSocketAddress, Flow> flows = new HashMap<>();

    /// Binds its address.
    ///
    /// @throws IOException where it can't be bound
    DatagramListener(GatewayContext context, DatagramEntry entry) throws IOException {
        this.context = context;
        this.entry = entry;
        host = context.host(entry.host());
        rate = new WakeRate(entry.wakesPerMinute());
        socket = DatagramChannel.open();
        try {
            socket.bind(entry.listen());
        } catch (IOException e) {
            EventLoop.close(socket);
            throw e;
        }
    }

    void listen() {
        try {
            SelectionKey _ = context.loop().join(socket, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            throw new IllegalStateException("a bound socket can't be watched", e);
        }
    }

    String name() {
        return entry.name();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    void close() {
        EventLoop.close(socket);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                ByteBuffer datagram = context.loop().buffer();
                if (!(socket.receive(datagram) instanceof InetSocketAddress source)) {
                    return;
                }
                take(source, datagram.flip());
            }
        } catch (IOException _) {
            // An answer that was sent before could not be delivered.
        }
    }

    @Override
    public void failed() {
        // One datagram failed, and the next may not.
    }

    private void take(InetSocketAddress source, ByteBuffer datagram) throws IOException {
        Right right = entry.rights().of(source.getAddress().getAddress());
        if (right == Right.NOTHING) {
            context.refused(
                    new GatewayRefusal.SourceNotAllowed(
                            entry.name(), source.getAddress().getHostAddress()));
            return;
        }
        boolean wakes =
                right == Right.WAKE && (!entry.wireGuard() || WireGuard.isInitiation(datagram));
        Flow flow = flows.get(source);
        if (flow == null) {
            if (!wakes && host.knownAsleep()) {
                return;
            }
            if (flows.size() == MOST) {
                context.refused(
                        new GatewayRefusal.HeldConnectionsExhausted(host.name(), "sources", MOST));
                return;
            }
            flow = new Flow(source);
            flows.put(source, flow);
        }
        context.counters().toTarget(datagram.remaining());
        flow.send(datagram, wakes);
    }

    private boolean mayWake(InetSocketAddress source) {
        if (rate.take(context.loop().now())) {
            return true;
        }
        context.refused(
                new GatewayRefusal.WakeRateExceeded(
                        entry.name(),
                        source.getAddress().getHostAddress(),
                        host.name(),
                        entry.wakesPerMinute()));
        return false;
    }

    /// The datagrams of one source.
    private final class Flow implements EventLoop.Member {
        private final InetSocketAddress source;
        private final DatagramChannel target = DatagramChannel.open();
        private Optional<Duration> heard = Optional.empty();
        private Duration used = context.loop().now();
        private byte[] kept = {};
        private Duration keptUntil = Duration.ZERO;

        Flow(InetSocketAddress source) throws IOException {
            this.source = source;
            target.connect(host.target(entry.to(), entry.port()));
            SelectionKey _ = context.loop().join(target, SelectionKey.OP_READ, this);
            host.use(1);
            idle();
        }

        void send(ByteBuffer datagram, boolean wakes) {
            Duration now = context.loop().now();
            used = now;
            boolean awake = heard.isPresent() && now.minus(heard.get()).compareTo(HEARD) < 0;
            if (wakes && !awake && datagram.remaining() <= KEPT) {
                boolean waited = kept.length > 0;
                kept = new byte[datagram.remaining()];
                datagram.get(datagram.position(), kept);
                if (!waited) {
                    keptUntil = now.plus(entry.hold());
                    // One that is awake answers first.
                    EventLoop.Alarm _ =
                            context.loop().after(host.waking().answerWithin(), this::wake);
                }
            }
            write(datagram);
        }

        private void wake() {
            if (kept.length == 0) {
                return;
            }
            if (!host.wakes()) {
                if (!mayWake(source)) {
                    kept = new byte[0];
                    return;
                }
                host.wake(
                        new WakeNotice.GatewayWakesHost(
                                host.name(),
                                entry.name(),
                                source.getAddress().getHostAddress(),
                                "datagram"));
            }
            host.linger(keptUntil.minus(context.loop().now()), Optional.empty());
            again();
        }

        private void again() {
            if (kept.length > 0 && context.loop().now().compareTo(keptUntil) < 0) {
                write(ByteBuffer.wrap(kept));
                EventLoop.Alarm _ = context.loop().after(AGAIN, this::again);
            } else {
                kept = new byte[0];
            }
        }

        private void write(ByteBuffer datagram) {
            try {
                int _ = target.write(datagram);
            } catch (IOException _) {
                // Nobody takes it now: an error of a datagram before, or no way there.
            }
        }

        @Override
        public void ready(SelectionKey key) {
            try {
                for (int i = 0; i < AT_ONCE; i++) {
                    ByteBuffer answer = context.loop().buffer();
                    if (target.read(answer) <= 0) {
                        return;
                    }
                    heard = Optional.of(context.loop().now());
                    used = context.loop().now();
                    kept = new byte[0];
                    host.heard();
                    host.awake();
                    context.counters().toClient(answer.flip().remaining());
                    int _ = socket.send(answer, source);
                }
            } catch (IOException _) {
                // The port is closed there, or the client's.
            }
        }

        private void idle() {
            Duration left = used.plus(entry.forget()).minus(context.loop().now());
            if (left.isPositive()) {
                EventLoop.Alarm _ = context.loop().after(left, this::idle);
            } else {
                flows.remove(source);
                host.use(-1);
                EventLoop.close(target);
            }
        }

        @Override
        public void failed() {
            // One datagram failed, and the next may not.
        }
    }
}
