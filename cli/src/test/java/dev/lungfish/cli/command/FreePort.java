package dev.lungfish.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// For servers that cannot be told to take any port: one that nobody listens at now.
final class FreePort {
    private FreePort() {}

    /// A port of the loopback interface that was free a moment ago.
    static int onLoopback() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
