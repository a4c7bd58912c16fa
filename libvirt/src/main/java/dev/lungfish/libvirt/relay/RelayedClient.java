package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.ConnectionThreads;
import dev.lungfish.libvirt.server.Downstream;
import dev.lungfish.libvirt.server.Upstream;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One client and its connection upstream.
final class RelayedClient implements Upstream {
    /// libvirt's calls for QEMU's guests alone: the monitor, the agent.
    private static final int QEMU_PROGRAM = 0x20008087;

    /// Answered by the server itself: authentication, opening, the sleep of the host, who hears of
    /// the end, and who a client says it is, which nobody believes.
    private static final Set<Integer> OWN =
            Set.of(
                    Remote.AUTH_LIST.number(),
                    67, // SASL, in three steps
                    68,
                    69,
                    Remote.AUTH_POLKIT.number(),
                    Remote.OPEN.number(),
                    Remote.NODE_SUSPEND_FOR_DURATION.number(),
                    Remote.REGISTER_CLOSE_CALLBACK.number(),
                    Remote.UNREGISTER_CLOSE_CALLBACK.number(),
                    Remote.SET_IDENTITY.number());

    /// What the server itself promises or does not: keepalive, the event of the end.
    private static final Set<Integer> OWN_FEATURES =
            Set.of(Feature.PROGRAM_KEEPALIVE.raw(), Feature.REMOTE_CLOSE_CALLBACK.raw());

    private final Connection connection;
    private final RelayTarget target;
    private final RelayRules rules;
    private final MemoryAllowance allowance;
    private final OwnCapabilities capabilities;
    private final Optional<Descriptors> descriptors;
    private final Downstream downstream;
    private final ReentrantLock writing = new ReentrantLock();

    /// Serials of calls for capabilities without a reply.
    private final Set<Integer> forCapabilities = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Integer closing;
    private volatile @Nullable Transport transport;
    private volatile boolean ended;
    private volatile boolean unreachable;
    private volatile boolean mayPassDescriptors;

    RelayedClient(
            Connection connection,
            RelayTarget target,
            RelayRules rules,
            MemoryAllowance allowance,
            OwnCapabilities capabilities,
            Optional<Descriptors> descriptors) {
        this.connection = connection;
        this.target = target;
        this.rules = rules;
        this.allowance = allowance;
        this.capabilities = capabilities;
        downstream = connection.relayTo(this);
        this.descriptors = downstream.unixSocket().flatMap(socket -> descriptors);
    }

    /// Connects upstream, and lets frames pass. A platform thread dials itself: each change of the
    /// thread costs more than a call to libvirtd.
    void open() throws IOException, RpcException {
        if (!Thread.currentThread().isVirtual()) {
            FrameReader reader = dial();
            start(() -> bringBack(reader));
            return;
        }
        FutureTask<FrameReader> dial = new FutureTask<>(this::dial);
        start(() -> {
            dial.run();
            if (dial.state() == Future.State.SUCCESS) {
                bringBack(dial.resultNow());
            }
        });
        try {
            FrameReader _ = dial.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException unreachable -> throw unreachable;
                case RpcException refused -> throw refused;
                case null, default ->
                        throw new IllegalStateException("connecting to libvirtd broke", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("connecting to libvirtd was interrupted", e);
        }
    }

    /// A thread of the system's: it is woken by the kernel alone, and since no virtual thread
    /// touches the socket, it waits and reads by one call of the kernel. libvirtd has no more
    /// clients than the system has threads for.
    private void start(Runnable life) {
        ConnectionThreads.start("libvirt-relay " + connection.number(), life);
    }

    private FrameReader dial() throws IOException, RpcException {
        UpstreamDial.Opened opened = UpstreamDial.open(target, allowance);
        transport = opened.transport();
        if (ended) {
            opened.transport().close();
        }
        return opened.reader();
    }

    @Override
    public boolean wants(Frame frame) throws RpcException {
        FrameHeader header = frame.header();
        if (header.type() != MessageType.Known.CALL
                && header.type() != MessageType.Known.CALL_WITH_DESCRIPTORS) {
            return transport != null;
        }
        boolean reachable = transport != null || !(unreachable || isClose(header));
        if (!reachable || !isForLibvirtd(frame)) {
            return false;
        }
        if (descriptors.isEmpty() && RemoteCalls.passesDescriptors(header)) {
            throw new RpcException(
                    ErrorCode.OPERATION_UNSUPPORTED,
                    ErrorDomain.RPC,
                    "file descriptors pass Unix sockets only: use one of this host for procedure %d"
                            .formatted(header.procedure()));
        }
        return true;
    }

    private boolean isForLibvirtd(Frame frame) throws RpcException {
        FrameHeader header = frame.header();
        if (!RemoteCalls.isOfRemote(header)) {
            return header.program() == QEMU_PROGRAM;
        }
        if (header.procedure() == Remote.SUPPORTS_FEATURE.number()) {
            int feature = feature(frame);
            return feature == Feature.FD_PASSING.raw()
                    ? descriptors.isPresent()
                    : feature != 0 && !OWN_FEATURES.contains(feature);
        }
        return !OWN.contains(header.procedure());
    }

    /// 0 for one that can't be read: the server answers that.
    private static int feature(Frame call) {
        try {
            return call.payload(Remote.SUPPORTS_FEATURE.arguments());
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public boolean passesDescriptors() {
        return mayPassDescriptors;
    }

    @Override
    public void drop(Frame frame) throws IOException {
        received(frame, downstream.unixSocket()).ifPresent(Descriptors.Passed::close);
    }

    /// The descriptors behind a frame.
    ///
    /// @return empty if there are too many already
    private Optional<Descriptors.Passed> received(Frame frame, Optional<SocketTransport> from)
            throws IOException {
        if (descriptors.isEmpty() || from.isEmpty()) {
            throw new IOException("file descriptors came over a transport that cannot pass them");
        }
        return descriptors
                .get()
                .receive(from.get(), frame.payload(XdrCodec.int32("number of descriptors")));
    }

    /// The first call that needs the way upstream makes it. A client that did not ask for libvirtd
    /// by name is served without one.
    @Override
    public boolean connect() {
        if (transport != null) {
            return true;
        }
        try {
            open();
            return true;
        } catch (IOException | RpcException e) {
            unreachable = true;
            rules.lost(connection, String.valueOf(e.getMessage()));
            return false;
        }
    }

    @Override
    public void pass(Frame frame) throws IOException {
        FrameHeader header = frame.header();
        if (header.type() == MessageType.Known.CALL && RemoteCalls.isOfRemote(header)) {
            if (header.procedure() == Remote.GET_CAPABILITIES.number()) {
                forCapabilities.add(header.serial());
            } else if (isClose(header)) {
                closing = header.serial();
            } else if (header.procedure() == Remote.SUPPORTS_FEATURE.number()
                    && feature(frame) == Feature.FD_PASSING.raw()) {
                mayPassDescriptors = true; // libvirt asks before it sends any
                downstream.expectDescriptors();
            }
        }
        if (RemoteCalls.defines(header)) {
            GuestDocument.withoutAgent(frame)
                    .ifPresent(name -> rules.withoutAgent(connection, name));
        }
        if (header.type() == MessageType.Known.CALL_WITH_DESCRIPTORS) {
            passDescriptors(frame);
        } else {
            write(frame.toBuffer());
        }
    }

    private void passDescriptors(Frame call) throws IOException {
        Optional<Descriptors.Passed> received = received(call, downstream.unixSocket());
        if (received.isEmpty()) {
            downstream.passReply(Frame.error(call.header(), tooManyDescriptors()));
            return;
        }
        try (Descriptors.Passed passed = received.get()) {
            write(call.toBuffer(), Optional.of(passed));
        }
    }

    private static RpcError tooManyDescriptors() {
        return RpcError.of(
                ErrorCode.OPERATION_FAILED,
                ErrorDomain.RPC,
                "too many file descriptors are on their way through this daemon: try again");
    }

    private static boolean isClose(FrameHeader call) {
        return RemoteCalls.isOfRemote(call) && call.procedure() == Remote.CLOSE.number();
    }

    private void write(ByteBuffer bytes) throws IOException {
        write(bytes, Optional.empty());
    }

    private void write(ByteBuffer bytes, Optional<Descriptors.Passed> behind) throws IOException {
        Transport way = Objects.requireNonNull(transport, "frames pass when there is a way");
        writing.lock();
        try {
            while (bytes.hasRemaining()) {
                way.write(bytes);
            }
            if (behind.isPresent()) {
                behind.get().sendTo(way);
            }
        } catch (IOException e) {
            throw new IOException("libvirtd takes nothing any more: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    /// The life of the way back, in a thread of its own.
    private void bringBack(FrameReader reader) {
        String why = "libvirtd ended the connection";
        try {
            Optional<Frame> frame = reader.next();
            while (frame.isPresent() && passBack(frame.get())) {
                frame = reader.next();
            }
        } catch (IOException e) {
            why = "the connection to libvirtd broke: " + e.getMessage();
        }
        if (!ended && closing == null) {
            rules.lost(connection, why);
        }
        downstream.finish();
        end();
    }

    /// @return whether more may follow
    private boolean passBack(Frame frame) throws IOException {
        FrameHeader header = frame.header();
        if (header.type() == MessageType.Known.REPLY) {
            downstream.passReply(reply(frame));
            Integer last = closing;
            return last == null || last != header.serial();
        }
        if (header.type() == MessageType.Known.REPLY_WITH_DESCRIPTORS) {
            Optional<Descriptors.Passed> received =
                    received(
                            frame,
                            transport instanceof SocketTransport socket
                                    ? Optional.of(socket)
                                    : Optional.empty());
            if (received.isPresent()) {
                downstream.passReply(frame.toBuffer(), received.get());
            } else {
                downstream.passReply(Frame.error(header, tooManyDescriptors()));
            }
            return true;
        }
        if (header.program() == Keepalive.PROGRAM.number()) {
            if (Keepalive.PING.matches(header)) {
                pong();
            }
            return true;
        }
        downstream.pass(frame.toBuffer());
        return true;
    }

    private ByteBuffer reply(Frame frame) throws IOException {
        FrameHeader header = frame.header();
        boolean ours =
                RemoteCalls.isOfRemote(header)
                        && header.procedure() == Remote.GET_CAPABILITIES.number()
                        && forCapabilities.remove(header.serial());
        return ours && header.status() == MessageStatus.Known.OK
                ? capabilities.in(frame, rules.powerManagement())
                : frame.toBuffer();
    }

    /// By another thread: this one must go on reading, whatever libvirtd does with what it is sent.
    private void pong() {
        Thread.ofPlatform()
                .daemon(true)
                .name("libvirt-relay-pong")
                .start(() -> {
                    try {
                        write(Keepalive.PONG.encode());
                    } catch (IOException e) {
                        end(); // the reader sees that it is gone
                    }
                });
    }

    @Override
    public void end() {
        ended = true;
        Transport way = transport;
        if (way != null) {
            try {
                way.close();
            } catch (IOException e) {
                return; // it is closed as far as it can be
            }
        }
    }
}
