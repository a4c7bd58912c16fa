package dev.lungfish.bench.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// The other way to build a gateway, for comparison: two virtual threads for each connection, in a
/// process of its own. It holds nobody and knows no limits.
final class ThreadProxy {
    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 4096;

    private ThreadProxy() {}

    /// Passes on until it is ended.
    ///
    /// @param arguments the port to listen at, and that of the target
    public static void main(String... arguments) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        int target = Integer.parseInt(arguments[1]);
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), BACKLOG, here)) {
            while (true) {
                Socket client = server.accept();
                Thread _ = Thread.ofVirtual().start(() -> serve(client, here, target));
            }
        }
    }

    private static void serve(Socket client, InetAddress here, int port) {
        try (client;
                Socket target = new Socket(here, port)) {
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            Thread _ = Thread.ofVirtual().start(() -> pass(client, target));
            pass(target, client);
        } catch (IOException _) {
            // One side has gone.
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            int count = in.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            // One side has gone.
        }
    }
}
