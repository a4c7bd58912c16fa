package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.IdentityArguments;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Allowance;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<Integer, Frame> replies = new HashMap<>(2);
    private int serial;

    private UpstreamDial(Transport transport, Allowance allowance) {
        this.transport = transport;
        reader = FrameReader.ofReplies(transport, allowance).readExactly();
    }

    /// A connection on which a driver is open.
    record Opened(SocketTransport transport, FrameReader reader) {}

    /// Connects, opens, and passes the client's identity.
    ///
    /// @throws IOException if libvirtd cannot be reached, or does not answer in time
    /// @throws RpcException if it refuses
    static Opened open(RelayTarget target, Allowance allowance) throws IOException, RpcException {
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

    /// Asks for the authentication and opens at once, which saves waiting for one answer. libvirtd
    /// may take the second call first: it then refuses it on a socket that wants authentication by
    /// polkit, and of which root is told, by the answer to the first, that it needs none. So it is
    /// made again.
    private void begin(RelayTarget target) throws IOException, RpcException {
        OpenArguments arguments =
                new OpenArguments(target.name(), target.readOnly() ? OpenArguments.READ_ONLY : 0);
        FrameHeader list = header(Remote.AUTH_LIST);
        FrameHeader open = header(Remote.OPEN);
        ByteBuffer first = Frame.encode(list, Remote.AUTH_LIST.arguments(), NoValue.NONE);
        ByteBuffer second = Frame.encode(open, Remote.OPEN.arguments(), arguments);
        write(
                ByteBuffer.allocate(first.remaining() + second.remaining())
                        .put(first)
                        .put(second)
                        .flip());
        List<Integer> types = result(Remote.AUTH_LIST, reply(list));
        if (!types.isEmpty() && types.getFirst() != AuthenticationType.NONE.raw()) {
            throw new IOException(
                    "libvirtd at '%s' wants authentication of type %d: the relay must run as root"
                            .formatted(target.socket(), types.getFirst()));
        }
        Frame opened = reply(open);
        if (isTooEarly(opened)) {
            call(Remote.OPEN, arguments);
        } else {
            NoValue _ = result(Remote.OPEN, opened);
        }
        if (!target.identity().isEmpty()) {
            call(Remote.SET_IDENTITY, new IdentityArguments(target.identity(), 0));
        }
    }

    /// **Source:** `virNetServerProgramDispatchCall` in libvirt 9.0 `src/rpc`.
    private static boolean isTooEarly(Frame reply) throws IOException {
        return reply.header().status() == MessageStatus.Known.ERROR
                && "authentication required".equals(reply.payload(RpcError.CODEC).message());
    }

    private <A, R> R call(Procedure<A, R> procedure, A arguments) throws IOException, RpcException {
        FrameHeader header = header(procedure);
        write(Frame.encode(header, procedure.arguments(), arguments));
        return result(procedure, reply(header));
    }

    private FrameHeader header(Procedure<?, ?> procedure) {
        return FrameHeader.call(
                procedure.program().number(),
                procedure.program().version(),
                procedure.number(),
                serial++);
    }

    private void write(ByteBuffer frames) throws IOException {
        while (frames.hasRemaining()) {
            transport.write(frames);
        }
    }

    /// Replies may come in another order than the calls.
    private Frame reply(FrameHeader call) throws IOException {
        Frame early = replies.remove(call.serial());
        if (early != null) {
            return early;
        }
        while (true) {
            Frame frame = reader.next().orElseThrow(() -> new IOException("libvirtd hung up"));
            if (frame.header().type() == MessageType.Known.REPLY) {
                if (frame.header().serial() == call.serial()) {
                    return frame;
                }
                if (isAwaited(frame.header().serial())) {
                    replies.put(frame.header().serial(), frame);
                }
            }
        }
    }

    /// Whether such a call was made: what nobody asked for is not kept.
    private boolean isAwaited(int number) {
        return number >= 0 && number < serial;
    }

    private static <R> R result(Procedure<?, R> procedure, Frame reply)
            throws IOException, RpcException {
        if (reply.header().status() != MessageStatus.Known.OK) {
            throw new RpcException(reply.payload(RpcError.CODEC));
        }
        return reply.payload(procedure.result());
    }
}
