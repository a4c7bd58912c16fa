package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.CloseReason;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
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
        outbound.write(frame, null);
    }

    @Override
    public void passReply(ByteBuffer frame) {
        outbound.write(frame, null);
        connection.inWork().end();
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
