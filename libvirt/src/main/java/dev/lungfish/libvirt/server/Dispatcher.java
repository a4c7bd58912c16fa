package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.libvirt.xdr.XdrException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Dispatches each call to its handler, by libvirt's rules: program, procedure, and the required
/// access.
///
/// **Source:** libvirt 9.0 `src/rpc/virnetserver.c`, `src/rpc/virnetserverprogram.c`.
final class Dispatcher {
    /// How long a client waits for others that are being connected upstream.
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final List<Program> programs;
    private final Guard guard;
    private final Observer observer;
    private final CallPlaces computing;
    private final EncodedResults results = new EncodedResults();
    private final CallPlaces connecting;

    /// @param computing places for calls that compute
    /// @param connecting places for clients that are being connected upstream
    Dispatcher(
            List<Program> programs,
            Guard guard,
            Observer observer,
            CallPlaces computing,
            CallPlaces connecting) {
        this.computing = computing;
        this.connecting = connecting;
        this.programs = programs;
        this.guard = guard;
        this.observer = observer;
    }

    /// Answers a call, or lets its handler answer later. Other frames are ignored, as in libvirtd.
    ///
    /// @return whether the frame goes upstream instead
    /// @throws IOException if the connection is unusable
    boolean dispatch(ServerConnection connection, Frame frame) throws IOException {
        FrameHeader header = frame.header();
        if (Keepalive.PING.matches(header)) {
            connection.reply(Keepalive.PONG.encode(), null);
        } else if (header.type() == MessageType.Known.CALL) {
            connection.inWork().begin();
            return call(connection, frame);
        } else if (header.type() == MessageType.Known.CALL_WITH_DESCRIPTORS) {
            return callWithDescriptors(connection, frame);
        } else if (header.type() == MessageType.Known.STREAM
                || header.type() == MessageType.Known.STREAM_HOLE) {
            return stream(connection, frame);
        }
        return false;
    }

    private boolean callWithDescriptors(ServerConnection connection, Frame frame)
            throws IOException {
        Optional<Upstream> upstream = connection.upstream().filter(Upstream::passesDescriptors);
        if (upstream.isEmpty()) {
            refuseDescriptors(connection, frame.header());
            return false;
        }
        connection.inWork().begin();
        boolean passes = call(connection, frame);
        if (!passes) {
            upstream.get().drop(frame);
        }
        return passes;
    }

    /// A stream belongs to a call that went upstream; others are ignored.
    private static boolean stream(ServerConnection connection, Frame frame) {
        try {
            Optional<Upstream> upstream = connection.upstream();
            return upstream.isPresent() && upstream.get().wants(frame);
        } catch (RpcException e) {
            connection.reply(Frame.error(frame.header(), e.error()), null);
            return false;
        }
    }

    private boolean call(ServerConnection connection, Frame frame) {
        FrameHeader header = frame.header();
        try {
            Optional<Upstream> upstream = connection.upstream();
            boolean wanted =
                    upstream.isPresent()
                            && connection.opened().isPresent()
                            && upstream.get().wants(frame);
            if (wanted) {
                guard.check(connection, new Guard.Call.Relayed(header));
                if (connect(connection, upstream.get())) {
                    requireServing(connection);
                    return true;
                }
            }
            // One that found no way upstream has passed the gate already.
            call(connection, frame, find(header), wanted ? Guard.NONE : guard);
        } catch (RpcException e) {
            fail(connection, header, e.error());
        }
        return false;
    }

    /// While libvirtd hangs, its clients wait for each other; root does not wait for them.
    private boolean connect(ServerConnection connection, Upstream upstream) throws RpcException {
        if (connection.session().reachesUpstream()) {
            return upstream.connect();
        }
        try {
            boolean reached = connecting(connection.shares().account(), upstream::connect);
            if (reached) {
                connection.session().reachUpstream();
            }
            return reached;
        } catch (IOException e) {
            throw new IllegalStateException("an upstream tells this by its answer", e);
        }
    }

    /// Connects upstream when it is an account's turn.
    <R> R connecting(Account account, Downstream.Connecting<R> work)
            throws IOException, RpcException {
        if (!connecting.enter(account, CONNECTING)) {
            throw new RpcException(
                    ErrorCode.RESOURCE_BUSY,
                    ErrorDomain.RPC,
                    "others of %s wait for libvirtd, which does not answer: try again later"
                            .formatted(account));
        }
        try {
            return work.carryOut();
        } finally {
            connecting.leave(account);
        }
    }

    /// Computes when it is an account's turn.
    <R> R compute(Account account, Downstream.Work<R> work) throws RpcException {
        return computing.compute(account, work);
    }

    /// Decides on a call that an upstream wants and is connected for.
    ///
    /// @throws RpcException where it is answered with an error instead
    void admit(ServerConnection connection, FrameHeader call) throws RpcException {
        guard.check(connection, new Guard.Call.Relayed(call));
        requireServing(connection);
    }

    private <A, R> void call(
            ServerConnection connection, Frame frame, Program.Answered<A, R> answered, Guard gate)
            throws RpcException {
        Procedure<A, R> procedure = answered.procedure();
        requireServing(connection);
        requireAuthenticated(connection, procedure);
        A arguments = decode(frame, procedure);
        requireOpen(connection, procedure);
        gate.check(connection, new Guard.Call.Own(procedure));
        FrameHeader header = frame.header().reply(MessageStatus.Known.OK);
        try {
            switch (answered) {
                case Program.Answered.AtOnce<A, R>(var same, var handler) ->
                        reply(
                                connection,
                                frame.header(),
                                answer(connection, frame.header(), procedure, handler, arguments));
                case Program.Answered.Computed<A, R>(var same, var handler) ->
                        reply(
                                connection,
                                frame.header(),
                                computing.compute(
                                        connection.shares().account(),
                                        () -> {
                                            requireServing(connection);
                                            return results.frame(
                                                    header,
                                                    procedure,
                                                    handler.handle(connection, arguments));
                                        }));
                case Program.Answered.Later<A, R>(var same, var handler) ->
                        callLater(connection, frame.header(), procedure, handler, arguments);
            }
        } catch (RuntimeException e) {
            throw broken(connection, procedure, e);
        }
    }

    private static <A, R> ByteBuffer answer(
            ServerConnection connection,
            FrameHeader header,
            Procedure<A, R> procedure,
            Handler<A, R> handler,
            A arguments)
            throws RpcException {
        return Frame.encode(
                header.reply(MessageStatus.Known.OK),
                procedure.result(),
                handler.handle(connection, arguments));
    }

    private static void reply(ServerConnection connection, FrameHeader header, ByteBuffer reply)
            throws RpcException {
        int size = reply.remaining();
        if (!connection.replyWithin(reply)) {
            throw new RpcException(
                    ErrorCode.RESOURCE_BUSY,
                    ErrorDomain.RPC,
                    "the reply to call %d has %d bytes, and %s of replies that are not read yet: read them and ask again"
                            .formatted(
                                    header.serial(),
                                    size,
                                    connection.shares().replies().inWords()));
        }
        connection.inWork().end();
    }

    private <A, R> void callLater(
            ServerConnection connection,
            FrameHeader header,
            Procedure<A, R> procedure,
            DeferredHandler<A, R> handler,
            A arguments) {
        if (!connection.admitUnanswered()) {
            return;
        }
        PendingAnswer<R> answer = new PendingAnswer<>(connection, header, procedure.result());
        try {
            handler.handle(connection, arguments, answer);
        } catch (RpcException e) {
            answer.failIfPending(e.error());
        } catch (RuntimeException e) {
            answer.failIfPending(broken(connection, procedure, e).error());
        }
    }

    private Program.Answered<?, ?> find(FrameHeader header) throws RpcException {
        @Nullable Program program = null;
        for (Program candidate : programs) {
            if (candidate.number().number() == header.program()
                    && candidate.number().version() == header.version()) {
                program = candidate;
            }
        }
        if (program == null) {
            throw new RpcException(
                    RpcError.rpc(
                            "Cannot find program %s version %s"
                                    .formatted(
                                            Integer.toUnsignedString(header.program()),
                                            Integer.toUnsignedString(header.version()))));
        }
        if (header.status() != MessageStatus.Known.OK) {
            throw new RpcException(
                    RpcError.rpc("Unexpected message status " + header.status().raw()));
        }
        return program.find(header.procedure())
                .orElseThrow(() -> new RpcException(RpcError.unknownProcedure(header.procedure())));
    }

    private static void requireServing(ServerConnection connection) throws RpcException {
        if (connection.inWork().refused() || connection.closed()) {
            throw new RpcException(
                    ErrorCode.OPERATION_INVALID,
                    ErrorDomain.RPC,
                    "the server is ending and takes no further calls");
        }
    }

    private static void requireAuthenticated(ServerConnection connection, Procedure<?, ?> procedure)
            throws RpcException {
        if (procedure.access() != Access.ANYBODY && !connection.session().authenticated()) {
            throw new RpcException(RpcError.rpc("authentication required"));
        }
    }

    private static void requireOpen(ServerConnection connection, Procedure<?, ?> procedure)
            throws RpcException {
        switch (procedure.access()) {
            case ANYBODY, AUTHENTICATED -> {}
            case READ, WRITE -> {
                if (connection.opened().isEmpty()) {
                    throw RemoteProgram.notOpen();
                }
            }
        }
        if (procedure.access() == Access.WRITE && connection.readOnly()) {
            throw new RpcException(
                    ErrorCode.OPERATION_DENIED,
                    ErrorDomain.API,
                    "read only access prevents " + procedure.name());
        }
    }

    private static <A> A decode(Frame frame, Procedure<A, ?> procedure) throws RpcException {
        try {
            return frame.payload(procedure.arguments());
        } catch (XdrException e) {
            throw new RpcException(
                    RpcError.rpc(
                            "Unable to decode message payload: %s: %s"
                                    .formatted(procedure.name(), e.getMessage())));
        }
    }

    private RpcException broken(
            ServerConnection connection, Procedure<?, ?> procedure, RuntimeException failure) {
        observer.handlerFailed(connection, procedure, failure);
        return new RpcException(
                ErrorCode.INTERNAL_ERROR,
                ErrorDomain.RPC,
                "%s failed: %s".formatted(procedure.name(), FailureWords.of(failure)));
    }

    /// The descriptors follow the frame outside its length: after such a call the stream is
    /// unusable.
    private static void refuseDescriptors(ServerConnection connection, FrameHeader header) {
        connection.endAfterReply();
        connection.reply(
                Frame.error(
                        header,
                        RpcError.rpc(
                                "file descriptors cannot be passed to this server: ask feature 8"
                                        + " before")),
                null);
    }

    private static void fail(ServerConnection connection, FrameHeader header, RpcError error) {
        connection.reply(Frame.error(header, error), null);
        connection.inWork().end();
    }
}
