package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A client at the door: it must come through in time.
final class Newcomer {
    private final SocketChannel socket;
    private final Duration time;
    private final int mostTicks;
    private int ticks;
    private volatile boolean late;

    Newcomer(SocketChannel socket, ServerLimits limits) {
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
