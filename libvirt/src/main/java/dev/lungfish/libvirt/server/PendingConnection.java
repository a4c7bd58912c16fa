package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Allowance;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/// A client that is connecting: it must be identified in time.
final class PendingConnection {
    private static final int LARGEST_REST = 16 * 1024;

    private final SocketChannel socket;
    private final Duration time;
    private final int mostTicks;
    private int ticks;
    private volatile boolean late;
    private volatile boolean inLine;

    PendingConnection(SocketChannel socket, ServerLimits limits) {
        this.socket = socket;
        time = limits.handshakeTime();
        mostTicks = limits.ticks(time);
    }

    /// A tick of the server has passed.
    void tick() {
        ticks = inLine ? 0 : ticks + 1;
        if (ticks > mostTicks) {
            late = true;
            giveUp();
        }
    }

    /// Whether it waits for others: that is not counted, and its time begins anew.
    void standsInLine(boolean waits) {
        inLine = waits;
    }

    /// The way to a client, which may have to be made.
    @FunctionalInterface
    interface Way {
        Transport open() throws IOException;
    }

    /// Answers the first call with the reason, which the client shows to its user, and turns it
    /// away.
    void tellWhy(Way way, String reason, Allowance largeFrames) {
        try {
            Transport transport = way.open();
            Optional<Frame> call = FrameReader.ofCalls(transport, largeFrames).next();
            if (call.isPresent()) {
                ByteBuffer error = Frame.error(call.get().header(), busy(reason));
                while (error.hasRemaining()) {
                    transport.write(error);
                }
                transport.finish();
            }
        } catch (IOException | RuntimeException e) {
            return; // it did not wait for the reason
        } finally {
            part();
        }
    }

    private static RpcError busy(String reason) {
        return RpcError.of(ErrorCode.RESOURCE_BUSY, ErrorDomain.RPC, reason + ": try again later");
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
