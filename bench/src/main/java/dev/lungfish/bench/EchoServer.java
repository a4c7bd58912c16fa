package dev.lungfish.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Returns what it receives, over a Unix socket, with a thread for each client: no server that
/// answers calls can be faster on this machine in this language.
public final class EchoServer {
    private static final int BUFFER_BYTES = 4096;

    private EchoServer() {}

    /// Serves until it is killed.
    ///
    /// @param arguments the path of the socket
    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(Path.of(arguments[0])), BUFFER_BYTES);
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            }
        }
    }

    private static void echo(SocketChannel client) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (client) {
            while (client.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            return; // the client is gone
        }
    }
}
