package dev.lungfish.gateway.metrics;

import dev.lungfish.gateway.protocol.FirstBytes;
import dev.lungfish.gateway.protocol.HttpHead;
import dev.lungfish.gateway.relay.EventLoop;
import dev.lungfish.gateway.relay.GatewayCounters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers Prometheus by HTTP: `GET /metrics`, and nothing else. One answer for each connection,
/// and few connections at once. For the loop's thread.
public final class MetricsSocket implements EventLoop.Member {
    private static final int MOST_READERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final GatewayCounters counters;
    private final ServerSocketChannel socket = ServerSocketChannel.open();
    private int readers;

    /// Binds the address and answers from now on.
    ///
    /// @throws IOException where it can't be bound
    public MetricsSocket(EventLoop loop, InetSocketAddress address, GatewayCounters counters)
            throws IOException {
        this.loop = loop;
        this.counters = counters;
        boolean bound = false;
        try {
            socket.bind(address);
            bound = true;
        } finally {
            if (!bound) {
                socket.close();
            }
        }
        loop.execute(this::listen);
    }

    /// Where it answers.
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    private void listen() {
        try {
            SelectionKey _ = loop.join(socket, SelectionKey.OP_ACCEPT, this);
        } catch (IOException e) {
            throw new IllegalStateException("a bound socket can't be watched", e);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            SocketChannel client = socket.accept();
            if (client == null) {
                return;
            }
            if (readers == MOST_READERS) {
                client.close();
                return;
            }
            new Reader(client);
        } catch (IOException _) {
            // It asks again.
        }
    }

    @Override
    public void failed() {
        // One reader failed, and the next may not.
    }

    private static byte[] answer(HttpHead head, GatewayCounters counters) {
        boolean known = head.method().equals("GET") && head.path().equals("/metrics");
        byte[] page = known ? GatewayPage.of(counters.counts()) : new byte[0];
        byte[] first =
                "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(
                                known ? "200 OK" : "404 Not Found",
                                "text/plain; version=0.0.4; charset=utf-8",
                                page.length)
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(first.length + page.length).put(first).put(page).array();
    }

    private final class Reader implements EventLoop.Member {
        private final SocketChannel client;
        private final ByteBuffer question = ByteBuffer.allocate(HttpHead.LONGEST);
        private final EventLoop.Alarm limit;
        private ByteBuffer left = ByteBuffer.allocate(0);
        private boolean over;

        Reader(SocketChannel client) throws IOException {
            this.client = client;
            readers++;
            limit = loop.after(LIMIT, this::end);
            SelectionKey _ = loop.join(client, SelectionKey.OP_READ, this);
        }

        @Override
        public void ready(SelectionKey key) {
            try {
                if (key.isReadable()) {
                    read(key);
                }
                if (!over && key.isWritable()) {
                    client.write(left);
                    if (!left.hasRemaining()) {
                        end();
                    }
                }
            } catch (IOException _) {
                end();
            }
        }

        private void read(SelectionKey key) throws IOException {
            if (client.read(question) < 0) {
                end();
                return;
            }
            switch (HttpHead.read(question.duplicate().flip())) {
                case FirstBytes.Incomplete<HttpHead> _ -> {}
                case FirstBytes.Malformed<HttpHead> _ -> end();
                case FirstBytes.Understood<HttpHead>(HttpHead head, _) -> {
                    left = ByteBuffer.wrap(answer(head, counters));
                    key.interestOps(SelectionKey.OP_WRITE);
                }
            }
        }

        private void end() {
            if (!over) {
                over = true;
                readers--;
                limit.cancel();
                try {
                    client.close();
                } catch (IOException _) {
                    // It is closed for us.
                }
            }
        }

        @Override
        public void failed() {
            end();
        }
    }
}
