package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.decision.ConnectionEvent;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Asks for one connection whether its target answers, without a wake. For the loop's thread.
final class TargetQuestion implements Dial.Answer {
    /// An answer that comes late is an answer.
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Session session;
    private final HostGate host;
    private final EventLoop.Alarm late;

    private TargetQuestion(Session session, HostGate host, EventLoop.Alarm late) {
        this.session = session;
        this.host = host;
        this.late = late;
    }

    static void ask(EventLoop loop, Session session, HostGate host, InetSocketAddress target) {
        EventLoop.Alarm late = loop.after(host.waking().answerWithin(), session::silent);
        Dial _ = Dial.begin(loop, target, LIMIT, new TargetQuestion(session, host, late));
    }

    @Override
    public void connected(SocketChannel channel) {
        late.cancel();
        host.heard();
        host.awake();
        if (session.needsChannel()) {
            session.answered(channel);
        } else {
            EventLoop.close(channel);
            session.answered(null);
        }
    }

    @Override
    public void failed(boolean closed) {
        late.cancel();
        if (closed) {
            host.heard();
            session.happen(new ConnectionEvent.TargetRefused());
        } else {
            session.silent();
        }
        session.watch();
    }
}
