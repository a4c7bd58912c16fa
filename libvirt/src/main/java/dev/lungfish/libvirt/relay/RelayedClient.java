package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Allowance;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Downstream;
import dev.lungfish.libvirt.server.Passage;
import dev.lungfish.libvirt.server.Upstream;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client and its connection upstream.
final class RelayedClient implements Upstream {
    /// Why nothing more comes from libvirtd.
    static final String ENDED = "libvirtd ended the connection";

    private final Connection connection;
    private final RelayTarget target;
    private final RelayRules rules;
    private final OwnCapabilities capabilities;
    private final Optional<Descriptors> descriptors;
    private final FrameLoops loops;
    private final Downstream downstream;
    private final ReentrantLock writing = new ReentrantLock();

    /// Whether a pong is on its way to libvirtd.
    private final AtomicBoolean pongs = new AtomicBoolean();

    private final ExpectedReplies expected = new ExpectedReplies();

    private volatile @Nullable Transport transport;
    private volatile boolean ended;
    private volatile boolean unreachable;
    private volatile boolean mayPassDescriptors;
    private volatile boolean expectsDescriptors;
    private volatile @Nullable LoopedClient looped;

    RelayedClient(
            Connection connection,
            RelayTarget target,
            RelayRules rules,
            OwnCapabilities capabilities,
            Optional<Descriptors> descriptors,
            FrameLoops loops) {
        this.connection = connection;
        this.target = target;
        this.rules = rules;
        this.capabilities = capabilities;
        this.loops = loops;
        downstream = connection.relayTo(this);
        this.descriptors = downstream.unixSocket().flatMap(socket -> descriptors);
    }

    /// Connects upstream when it is the turn of this client's account, and lets frames pass.
    void openInTurn() throws IOException, RpcException {
        bringBack(downstream.connecting(this::dialInPlatformThread));
    }

    /// The same at once. A platform thread dials itself: each change of the thread costs more than
    /// a call to libvirtd.
    private void open() throws IOException, RpcException {
        bringBack(dialInPlatformThread());
    }

    private UpstreamDial.Opened dialInPlatformThread() throws IOException, RpcException {
        if (!Thread.currentThread().isVirtual()) {
            return dial();
        }
        FutureTask<UpstreamDial.Opened> dial = new FutureTask<>(this::dial);
        start(dial);
        try {
            return dial.get();
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

    private void start(Runnable life) {
        downstream.run("libvirt-relay " + connection.number(), life);
    }

    private UpstreamDial.Opened dial() throws IOException, RpcException {
        UpstreamDial.Opened opened = UpstreamDial.open(target, downstream.shares().frames());
        transport = opened.transport();
        if (ended) {
            opened.transport().close();
        }
        return opened;
    }

    /// By a loop if that can serve this client; otherwise by a thread of the system's: it is woken
    /// by the kernel alone, and since no virtual thread touches the socket, it waits and reads by
    /// one call of the kernel.
    private void bringBack(UpstreamDial.Opened opened) {
        Optional<Passage> passage = downstream.passage();
        Optional<FrameLoop> loop = passage.flatMap(client -> loops.next());
        if (loop.isEmpty()) {
            start(() -> new ReplyThread(this, downstream, opened.transport()).run(opened.reader()));
            return;
        }
        LoopedClient client = new LoopedClient(this, passage.get(), loop.get(), opened.transport());
        looped = client;
        client.begin();
        if (ended) {
            client.end();
        }
    }

    /// A loop has passed what came before.
    void bringBackInThread(SocketTransport from) {
        start(() ->
                new ReplyThread(this, downstream, from)
                        .run(
                                FrameReader.ofReplies(from, downstream.shares().frames())
                                        .readExactly()));
    }

    @Override
    public boolean takeOver() {
        LoopedClient client = looped;
        if (client == null || ended || expectsDescriptors) {
            return false;
        }
        client.adopt();
        return true;
    }

    @Override
    public boolean wants(Frame frame) throws RpcException {
        FrameHeader header = frame.header();
        if (header.type() != MessageType.Known.CALL
                && header.type() != MessageType.Known.CALL_WITH_DESCRIPTORS) {
            return transport != null;
        }
        boolean reachable = transport != null || !(unreachable || ExpectedReplies.isClose(header));
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
            return RemoteCalls.isOfQemu(header);
        }
        if (header.procedure() == Remote.SUPPORTS_FEATURE.number()) {
            int feature = FeatureCalls.feature(frame.toBuffer());
            return feature == Feature.FD_PASSING.raw()
                    ? descriptors.isPresent() && downstream.keepThreads()
                    : FeatureCalls.isLibvirtds(feature);
        }
        return !RemoteCalls.isOwn(header);
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
    Optional<Descriptors.Passed> received(Frame frame, Optional<SocketTransport> from)
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
            expected.expect(header);
            if (header.procedure() == Remote.SUPPORTS_FEATURE.number()
                    && FeatureCalls.feature(frame.toBuffer()) == Feature.FD_PASSING.raw()) {
                mayPassDescriptors = true; // libvirt asks before it sends any
                expectDescriptors();
                downstream.expectDescriptors();
            }
        }
        if (RemoteCalls.passesDescriptors(header)) {
            expectDescriptors();
        }
        if (RemoteCalls.defines(header)) {
            GuestDocument.withoutAgent(frame)
                    .ifPresent(name -> rules.withoutAgent(connection, name));
        }
        if (header.type() == MessageType.Known.CALL_WITH_DESCRIPTORS) {
            passDescriptors(frame);
        } else {
            write(frame.toBuffer(), Optional.empty());
        }
    }

    /// From now on this client has threads of its own, which may wait for descriptors.
    private void expectDescriptors() {
        LoopedClient client = looped;
        if (client != null && !expectsDescriptors) {
            expectsDescriptors = true;
            client.expectDescriptors();
        }
    }

    ExpectedReplies expected() {
        return expected;
    }

    OwnCapabilities ownCapabilities() {
        return capabilities;
    }

    /// Changes a reply with capabilities in another thread.
    void changeCapabilities(Frame reply, Consumer<ByteBuffer> done, Consumer<String> failed) {
        start(() -> {
            ByteBuffer ours;
            try {
                ours = capabilities.inTurn(reply, downstream);
            } catch (IOException e) {
                failed.accept(broke(e));
                return;
            }
            done.accept(ours);
        });
    }

    /// Memory for a reply that comes in parts.
    ByteBuffer room(int length) throws IOException {
        Allowance share = downstream.shares().replies();
        if (!share.take(length)) {
            throw new IOException(
                    "a reply of %d bytes does not fit: %s".formatted(length, share.inWords()));
        }
        return ByteBuffer.allocate(length);
    }

    void giveBack(ByteBuffer room) {
        downstream.shares().replies().giveBack(room.capacity());
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

    static RpcError tooManyDescriptors() {
        return RpcError.of(
                ErrorCode.OPERATION_FAILED,
                ErrorDomain.RPC,
                "too many file descriptors are on their way through this daemon: try again");
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

    static String broke(IOException e) {
        return "the connection to libvirtd broke: " + e.getMessage();
    }

    /// Nothing more comes from libvirtd. May wait for the client.
    void wayBackEnded(String why) {
        if (!ended && !expected.areLast()) {
            rules.lost(connection, why);
        }
        downstream.finish();
        end();
    }

    /// The same by another thread.
    void wayBackEndsLater(String why) {
        start(() -> wayBackEnded(why));
    }

    void close(String reason) {
        connection.close(reason);
    }

    /// By another thread: this one must go on reading, whatever libvirtd does with what it is sent.
    /// There is one at a time, and pings that come meanwhile are answered by the same pong: it says
    /// that we are here.
    ///
    /// @param then is run afterwards
    void pong(Runnable then) {
        if (!pongs.compareAndSet(false, true)) {
            then.run();
            return;
        }
        start(() -> {
            try {
                write(Keepalive.PONG.encode(), Optional.empty());
            } catch (IOException e) {
                end(); // the reader sees that it is gone
            }
            pongs.set(false);
            then.run();
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
                // it is closed as far as it can be
            }
        }
        LoopedClient client = looped;
        if (client != null) {
            client.end();
        }
    }
}
