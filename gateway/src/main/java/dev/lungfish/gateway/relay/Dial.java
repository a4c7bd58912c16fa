package dev.lungfish.gateway.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One attempt to connect to a target. For the loop's thread.
final class Dial implements EventLoop.Member {
    private final EventLoop loop;
    private final Answer answer;
    private final SocketChannel channel;
    private EventLoop.Alarm limit;
    private boolean over;

    /// What came of it; exactly one of them, later than the call that dialled.
    interface Answer {
        /// The channel is the receiver's now, and watched by nobody.
        void connected(SocketChannel channel);

        /// There is no connection.
        ///
        /// @param refused whether the host is there and its port is closed
        void failed(boolean refused);
    }

    private Dial(EventLoop loop, SocketChannel channel, Duration within, Answer answer) {
        this.loop = loop;
        this.channel = channel;
        this.answer = answer;
        limit = loop.after(within, () -> end(false));
    }

    /// Dials.
    ///
    /// @param within how long is waited for an answer
    /// @return the attempt; null where it has failed for want of files
    static @Nullable Dial begin(
            EventLoop loop, InetSocketAddress target, Duration within, Answer answer) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open();
        } catch (IOException _) {
            loop.execute(() -> answer.failed(false)); // no file is left for it
            return null;
        }
        Dial dial = new Dial(loop, channel, within, answer);
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = loop.join(channel, SelectionKey.OP_CONNECT, dial);
            if (channel.connect(target)) {
                dial.connected(key);
            }
        } catch (IOException e) {
            dial.later(e);
        }
        return dial;
    }

    /// Forgets it; nothing comes of it.
    void cancel() {
        if (!over) {
            over = true;
            limit.cancel();
            EventLoop.close(channel);
        }
    }

    private void later(IOException e) {
        limit.cancel();
        limit = loop.after(Duration.ZERO, () -> end(isRefusal(e)));
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (channel.finishConnect()) {
                connected(key);
            }
        } catch (IOException e) {
            end(isRefusal(e));
        }
    }

    private void connected(SelectionKey key) {
        key.interestOps(0);
        limit.cancel();
        // The key stays; whoever takes the channel puts itself in the place of this.
        limit = loop.after(Duration.ZERO, this::hand);
    }

    private void hand() {
        if (!over) {
            over = true;
            answer.connected(channel);
        }
    }

    private static boolean isRefusal(IOException e) {
        return e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused");
    }

    private void end(boolean refused) {
        if (!over) {
            over = true;
            limit.cancel();
            EventLoop.close(channel);
            answer.failed(refused);
        }
    }

    @Override
    public void failed() {
        end(false);
    }
}
