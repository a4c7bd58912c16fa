package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A client at the door: it must come through in time.
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

    /// Turns the client away. What it still sends is read to the end, within the time that it has:
    /// a client whose bytes nobody takes is killed by a signal and cannot tell its user why.
    void part() {
        ByteBuffer rest = ByteBuffer.allocate(LARGEST_REST);
        try {
            socket.shutdownOutput();
            while (rest.hasRemaining() && socket.read(rest) >= 0) {}
        } catch (IOException e) {
            // it is gone, or its time is over
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

    /// Why it did not come through.
    String whyNot(String failure) {
        return late ? "its handshake took longer than " + time : failure;
    }
}
