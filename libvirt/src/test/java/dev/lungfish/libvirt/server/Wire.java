package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A peer that sends whatever it is told to, byte for byte.
final class Wire implements AutoCloseable {
    private static final long LARGE_FRAMES = 1L << 26;

    final SocketChannel socket;
    private final FrameReader reader;
    private int serial;

    private Wire(SocketChannel socket) {
        this.socket = socket;
        reader = FrameReader.ofCalls(socket, new MemoryAllowance(LARGE_FRAMES));
    }

    static Wire connect(Path path) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(path));
        return new Wire(socket);
    }

    static Wire over(SocketChannel socket) {
        return new Wire(socket);
    }

    static Wire connect(SocketAddress address) throws IOException {
        return new Wire(SocketChannel.open(address));
    }

    Wire open() throws IOException {
        call(Remote.OPEN, new OpenArguments("qemu:///system", 0));
        return this;
    }

    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    void send(byte[] bytes) throws IOException {
        send(ByteBuffer.wrap(bytes));
    }

    <A> void send(Procedure<A, ?> procedure, A arguments) throws IOException {
        send(frame(procedure, arguments));
    }

    <A> ByteBuffer frame(Procedure<A, ?> procedure, A arguments) {
        FrameHeader header =
                FrameHeader.call(
                        procedure.program().number(),
                        procedure.program().version(),
                        procedure.number(),
                        serial++);
        return Frame.encode(header, procedure.arguments(), arguments);
    }

    /// The next frame; empty if the server has ended the connection.
    Optional<Frame> next() throws IOException {
        return reader.next();
    }

    Frame reply() throws IOException {
        return next().orElseThrow(() -> new IOException("the server has ended the connection"));
    }

    <R> R call(Procedure<NoValue, R> procedure) throws IOException {
        return call(procedure, NoValue.NONE);
    }

    <A, R> R call(Procedure<A, R> procedure, A arguments) throws IOException {
        send(procedure, arguments);
        Frame reply = reply();
        if (reply.header().status() != MessageStatus.Known.OK) {
            throw new IOException(reply.payload(RpcError.CODEC).text());
        }
        return reply.payload(procedure.result());
    }

    <A> RpcError error(Procedure<A, ?> procedure, A arguments) throws IOException {
        send(procedure, arguments);
        return error();
    }

    RpcError error() throws IOException {
        Frame reply = reply();
        if (reply.header().status() != MessageStatus.Known.ERROR) {
            throw new IOException("no error: " + reply.header());
        }
        return reply.payload(RpcError.CODEC);
    }

    /// Whether the server has ended the connection, be it politely or not.
    boolean ended() {
        try {
            return next().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
