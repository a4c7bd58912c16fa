package dev.lungfish.gateway.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// Passes bytes between a connection and two streams, until the other side of the connection ends.
/// The end of the input is passed on, and answers may still come then.
public final class StreamSplice {
    private static final int BUFFER = 64 * 1024;

    private StreamSplice() {}

    /// Returns when the peer has ended. The input may still be waited for by a thread then.
    ///
    /// @param in read by a thread of its own
    /// @param out flushed after each piece
    /// @throws IOException where the connection is reset, or the output takes nothing
    public static void run(Socket socket, InputStream in, OutputStream out) throws IOException {
        Thread _ =
                Thread.ofPlatform().daemon(true).name("to the host").start(() -> send(in, socket));
        copy(socket.getInputStream(), out);
    }

    private static void send(InputStream in, Socket socket) {
        try {
            copy(in, socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException _) {
            // The other way sees the end of the connection, too.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = from.read(buffer);
        while (count >= 0) {
            to.write(buffer, 0, count);
            to.flush();
            count = from.read(buffer);
        }
    }
}
