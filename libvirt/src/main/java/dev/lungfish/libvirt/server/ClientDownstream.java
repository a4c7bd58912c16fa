package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// From an upstream to one client.
final class ClientDownstream implements Downstream {
    private final ServerConnection connection;
    private final WriteQueue outbound;
    private final FrameReader reader;
    private final Transport transport;
    private final Dispatcher dispatcher;

    ClientDownstream(
            ServerConnection connection,
            WriteQueue outbound,
            FrameReader reader,
            Transport transport,
            Dispatcher dispatcher) {
        this.connection = connection;
        this.outbound = outbound;
        this.reader = reader;
        this.transport = transport;
        this.dispatcher = dispatcher;
    }

    @Override
    public void pass(ByteBuffer frame) {
        int size = frame.remaining();
        if (!outbound.writeWithin(frame)) {
            connection.close(unread(size));
        }
    }

    @Override
    public void passReply(ByteBuffer frame) {
        int size = frame.remaining();
        if (!outbound.writeWithin(frame)) {
            FrameHeader reply = FrameHeader.read(frame, 0);
            RpcError error = RpcError.of(ErrorCode.RESOURCE_BUSY, ErrorDomain.RPC, unread(size));
            outbound.write(Frame.error(reply, error), null);
        }
        connection.inWork().end();
    }

    private String unread(int size) {
        return "a frame from libvirtd has %d bytes, and %s of replies that are not read yet: read them and ask again"
                .formatted(size, connection.shares().replies().inWords());
    }

    @Override
    public void passReply(ByteBuffer frame, Descriptors.Passed descriptors) {
        outbound.writeWith(frame, descriptors);
        connection.inWork().end();
    }

    @Override
    public Optional<SocketTransport> unixSocket() {
        return transport instanceof SocketTransport socket && socket.kind() == Transport.Kind.UNIX
                ? Optional.of(socket)
                : Optional.empty();
    }

    @Override
    public Optional<Passage> passage() {
        return unixSocket()
                .map(socket -> new ClientPassage(connection, dispatcher, outbound, socket));
    }

    @Override
    public ClientShares shares() {
        return connection.shares();
    }

    @Override
    public boolean keepThreads() {
        return connection.work().keepThreads();
    }

    @Override
    public void run(String name, Runnable work) {
        connection.work().run(name, work);
    }

    @Override
    public <R> R compute(Work<R> work) throws RpcException {
        return dispatcher.compute(connection.shares().account(), work);
    }

    @Override
    public <R> R connecting(Connecting<R> work) throws IOException, RpcException {
        return dispatcher.connecting(connection.shares().account(), work);
    }

    @Override
    public void expectDescriptors() {
        reader.readExactly();
    }

    @Override
    public void finish() {
        if (connection.session().wantsCloseEvent()) {
            outbound.write(Remote.CLOSE_EVENT.encode(CloseReason.END_OF_FILE.raw()), null);
        }
        connection.inWork().refuse(); // what is called now would get no reply
        outbound.finish();
    }
}
