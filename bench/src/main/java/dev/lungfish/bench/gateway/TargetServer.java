package dev.lungfish.bench.gateway;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// What is behind a gateway: a process of its own. The first byte of a connection says what is done
/// with it: `D` and a length sends so many bytes, `E` sends back what comes.
final class TargetServer {
    private static final int BLOCK = 256 * 1024;
    private static final int BACKLOG = 4096;

    private TargetServer() {}

    /// Serves until it is ended.
    ///
    /// @param arguments the port
    public static void main(String... arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(
                        Integer.parseInt(arguments[0]),
                        BACKLOG,
                        InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                Thread _ = Thread.ofPlatform().daemon(true).start(() -> serve(client));
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            if (in.read() == 'D') {
                byte[] block = new byte[BLOCK];
                for (long left = in.readLong(); left > 0; left -= block.length) {
                    out.write(block, 0, (int) Math.min(left, block.length));
                }
                return;
            }
            byte[] buffer = new byte[1024];
            int count = in.read(buffer);
            while (count > 0) {
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }
}
