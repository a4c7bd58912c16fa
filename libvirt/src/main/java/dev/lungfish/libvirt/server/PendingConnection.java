package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A client that is connecting: it must be identified in time.
final class PendingConnection {
    private static final int LARGEST_REST = 16 * 1024;

    private final SocketChannel socket;
    private final Duration time;
    private final int mostTicks;
    private int ticks;
    private volatile boolean late;

    PendingConnection(SocketChannel socket, ServerLimits limits) {
        this.socket = socket;
        time = limits.handshakeTime();
        mostTicks = limits.ticks(time);
    }

    /// A tick of the server has passed.
    void tick() {
        ticks++;
        if (ticks > mostTicks) {
            late = true;
            giveUp();
        }
    }

    /// Turns the client away. Its remaining bytes are read within its time limit: if nobody reads
    /// them, the client is killed by a signal and can't show an error to its user.
    void part() {
        ByteBuffer rest = ByteBuffer.allocate(LARGEST_REST);
        try {
            socket.shutdownOutput();
            while (rest.hasRemaining() && socket.read(rest) >= 0) {}
        } catch (IOException e) {
            // it has disconnected, or its time is over
        } finally {
            giveUp();
        }
    }

    void giveUp() {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is closed as far as it can be
        }
    }

    /// Why it was not admitted.
    String whyNot(String failure) {
        return late ? "its handshake took longer than " + time : failure;
    }
}
