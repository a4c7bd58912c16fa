package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.decision.ConnectionEvent;
import dev.lungfish.gateway.decision.ConnectionState;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The sockets of one connection and the two ways between them: which of their events matter, and
/// what they say. What follows is decided by the subclass. For the loop's thread.
abstract class SessionSockets implements EventLoop.Member {
    final GatewayContext context;
    final SocketChannel client;
    final SelectionKey clientKey;
    final Pipe up;
    final Pipe down;
    @Nullable SocketChannel target;
    @Nullable SelectionKey targetKey;

    /// Whom it leads to; null until that is known.
    @Nullable HostGate host;

    private EventLoop.@Nullable Alarm alarm;
    private boolean using;

    /// Whether the sockets are closed, or somebody else's.
    boolean over;

    SessionSockets(GatewayContext context, SocketChannel client) throws IOException {
        this.context = context;
        this.client = client;
        up = new Pipe(context.loop());
        down = new Pipe(context.loop());
        clientKey = context.loop().join(client, 0, this);
    }

    /// What the connection waits for.
    abstract ConnectionState state();

    /// Something has happened.
    abstract void happen(ConnectionEvent event);

    /// Bytes, or an end, can be read of one side.
    abstract void read(boolean ofClient) throws IOException;

    /// All has passed.
    abstract void end();

    @Override
    public void ready(SelectionKey key) {
        if (state() instanceof ConnectionState.Ended) {
            return;
        }
        boolean ofClient = key.equals(clientKey);
        try {
            if (key.isWritable()) {
                (ofClient ? down : up).drain(ofClient ? client : connected());
            }
            if (key.isReadable()) {
                read(ofClient);
            }
            if (up.done() && down.done()) {
                end();
            }
        } catch (IOException _) {
            resetOnClose();
            happen(
                    ofClient
                            ? new ConnectionEvent.ClientEnded(true)
                            : new ConnectionEvent.TargetGone());
        }
        watch();
    }

    final SocketChannel connected() {
        SocketChannel known = target;
        if (known == null) {
            throw new IllegalStateException("there is no connection to the target");
        }
        return known;
    }

    /// What one side did to its connection, the other side is to see.
    final void resetOnClose() {
        Farewell.resetOnClose(client);
        if (target != null) {
            Farewell.resetOnClose(target);
        }
    }

    final void closeTarget() {
        up.forget();
        down.forget();
        if (target != null) {
            EventLoop.close(target);
        }
    }

    /// Says which events of the sockets matter now.
    final void watch() {
        if (over) {
            return;
        }
        boolean passes = state() instanceof ConnectionState.Spliced;
        int room = passes ? 1 : context.limits().firstBytes();
        int ofClient = !up.ended() && up.kept() < room ? SelectionKey.OP_READ : 0;
        interest(clientKey, ofClient | (down.kept() > 0 ? SelectionKey.OP_WRITE : 0));
        if (targetKey != null) {
            int ofTarget = !down.ended() && down.kept() == 0 ? SelectionKey.OP_READ : 0;
            interest(targetKey, ofTarget | (passes && up.kept() > 0 ? SelectionKey.OP_WRITE : 0));
        }
    }

    private static void interest(SelectionKey key, int operations) {
        if (key.isValid() && key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    final HostGate host() {
        HostGate known = host;
        if (known == null) {
            throw new IllegalStateException("it is not known where the connection leads");
        }
        return known;
    }

    /// Says whether this connection uses its host.
    final void use(boolean now) {
        if (now != using && host != null) {
            using = now;
            host.use(now ? 1 : -1);
        }
    }

    /// Runs something after a time, in place of what was to be run before.
    final void arm(Duration time, Runnable task) {
        disarm();
        alarm = context.loop().after(time, task);
    }

    final void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
