package dev.lungfish.gateway.relay;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A last answer to a client, whose connection then ends. What the client still sends is read and
/// dropped for a moment: closing a socket with unread bytes resets it, and the answer might be
/// lost.
final class Farewell implements EventLoop.Member {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final SocketChannel client;
    private final ByteBuffer answer;

    private Farewell(EventLoop loop, SocketChannel client, ByteBuffer answer) {
        this.loop = loop;
        this.client = client;
        this.answer = answer;
    }

    /// Takes a client over.
    static void begin(EventLoop loop, SocketChannel client, byte... answer) {
        Farewell farewell = new Farewell(loop, client, ByteBuffer.wrap(answer));
        try {
            SelectionKey key =
                    loop.join(client, SelectionKey.OP_READ | SelectionKey.OP_WRITE, farewell);
            EventLoop.Alarm _ = loop.after(LIMIT, () -> EventLoop.close(client));
            farewell.send(key);
        } catch (IOException _) {
            EventLoop.close(client);
        }
    }

    /// Has a socket reset when it is closed, and not ended.
    static void resetOnClose(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException _) {
            // It ends in the ordinary way.
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (key.isWritable()) {
                send(key);
            }
            if (key.isReadable() && client.read(loop.buffer()) < 0) {
                EventLoop.close(client);
            }
        } catch (IOException _) {
            EventLoop.close(client);
        }
    }

    private void send(SelectionKey key) throws IOException {
        client.write(answer);
        if (!answer.hasRemaining()) {
            client.shutdownOutput();
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    @Override
    public void failed() {
        EventLoop.close(client);
    }
}
