package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.IdentityArguments;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An upstream connection until the client's frames may pass: sends all our own calls and reads
/// their replies.
final class UpstreamDial {
    /// For connecting and all calls at the beginning. libvirtd probes its emulators when a driver
    /// is opened for the first time.
    private static final Duration LIMIT = Duration.ofSeconds(25);

    private final Transport transport;
    private final FrameReader reader;
    private int serial;

    private UpstreamDial(Transport transport, MemoryAllowance allowance) {
        this.transport = transport;
        reader = FrameReader.ofReplies(transport, allowance).readExactly();
    }

    /// A connection on which a driver is open.
    record Opened(Transport transport, FrameReader reader) {}

    /// Connects, opens, and passes the client's identity.
    ///
    /// @throws IOException if libvirtd cannot be reached, or does not answer in time
    /// @throws RpcException if it refuses
    static Opened open(RelayTarget target, MemoryAllowance allowance)
            throws IOException, RpcException {
        SocketTransport transport = SocketTransport.unix();
        CompletableFuture<Boolean> done =
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(false, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> _ =
                done.thenAccept(opened -> {
                    if (!opened) {
                        close(transport);
                    }
                });
        boolean opened = false;
        try {
            connect(transport, target);
            UpstreamDial dial = new UpstreamDial(transport, allowance);
            dial.begin(target);
            opened = done.complete(true);
            if (!opened) {
                throw new IOException("libvirtd did not answer within " + LIMIT);
            }
            return new Opened(transport, dial.reader);
        } finally {
            boolean _ = done.complete(opened); // closes what was not opened
        }
    }

    private static void connect(SocketTransport transport, RelayTarget target) throws IOException {
        try {
            transport.connect(target.socket());
        } catch (IOException e) {
            throw new IOException(
                    "no server answers at '%s': %s".formatted(target.socket(), e.getMessage()), e);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (IOException e) {
            return; // it is closed as far as it can be
        }
    }

    private void begin(RelayTarget target) throws IOException, RpcException {
        List<Integer> types = call(Remote.AUTH_LIST, NoValue.NONE);
        if (!types.isEmpty() && types.getFirst() != AuthenticationType.NONE.raw()) {
            throw new IOException(
                    "libvirtd at '%s' wants authentication of type %d: the relay must run as root"
                            .formatted(target.socket(), types.getFirst()));
        }
        call(
                Remote.OPEN,
                new OpenArguments(target.name(), target.readOnly() ? OpenArguments.READ_ONLY : 0));
        if (!target.identity().isEmpty()) {
            call(Remote.SET_IDENTITY, new IdentityArguments(target.identity(), 0));
        }
    }

    private <A, R> R call(Procedure<A, R> procedure, A arguments) throws IOException, RpcException {
        FrameHeader header =
                FrameHeader.call(
                        procedure.program().number(),
                        procedure.program().version(),
                        procedure.number(),
                        serial++);
        ByteBuffer frame = Frame.encode(header, procedure.arguments(), arguments);
        while (frame.hasRemaining()) {
            transport.write(frame);
        }
        Frame reply = reader.next().orElseThrow(() -> new IOException("libvirtd hung up"));
        while (reply.header().type() != MessageType.Known.REPLY
                || reply.header().serial() != header.serial()) {
            reply = reader.next().orElseThrow(() -> new IOException("libvirtd hung up"));
        }
        if (reply.header().status() != MessageStatus.Known.OK) {
            throw new RpcException(reply.payload(RpcError.CODEC));
        }
        return reply.payload(procedure.result());
    }
}
