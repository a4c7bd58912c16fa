package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.KeepaliveCountdown;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection to a server, opened by a URI. Safe to use from any thread; calls of several threads
/// are concurrent.
public final class Client implements AutoCloseable {
    /// A frame of the protocol's largest size, and some more.
    private static final long LARGE_FRAMES = 2L * Frame.LARGEST;

    private final Transport transport;
    private final ClientSettings settings;
    private final AtomicInteger serials = new AtomicInteger();
    private final Map<Integer, Waiting> calls = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong frames = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable IOException> end = new AtomicReference<>();

    /// A call without its reply.
    private record Waiting(FrameHeader header, CompletableFuture<Frame> reply) {}

    private Client(Transport transport, ClientSettings settings) {
        this.transport = transport;
        this.settings = settings;
    }

    /// Connects, authenticates if nothing or polkit is required, and opens the name of the URI.
    ///
    /// @throws IOException if the server cannot be reached or does not speak the protocol
    /// @throws RpcException if it refuses
    public static Client open(LibvirtUri uri, ClientSettings settings)
            throws IOException, RpcException {
        Client client = connect(dial(uri, settings), settings);
        boolean opened = false;
        try {
            client.authenticate();
            client.keepAlive();
            int flags = settings.readOnly() ? OpenArguments.READ_ONLY : 0;
            client.call(Remote.OPEN, new OpenArguments(uri.name(), flags));
            opened = true;
            return client;
        } finally {
            if (!opened) {
                client.end(new IOException("the connection could not be opened"));
            }
        }
    }

    /// Connects and sends nothing; the caller does.
    ///
    /// @throws IOException if the server cannot be reached
    public static Transport dial(LibvirtUri uri, ClientSettings settings) throws IOException {
        return new Dialer(uri, settings).dial();
    }

    /// Takes over a transport on which nothing was sent, and sends nothing itself; calls can be
    /// made.
    public static Client connect(Transport transport, ClientSettings settings) {
        Client client = new Client(transport, settings);
        Thread.ofVirtual().name("libvirt-client").start(client::read);
        return client;
    }

    /// Calls a procedure without arguments.
    ///
    /// @throws CallFailedException if the server answers with an error
    /// @throws IOException if the connection broke, or the reply did not come in time
    public <R> R call(Procedure<NoValue, R> procedure) throws IOException, CallFailedException {
        return call(procedure, NoValue.NONE);
    }

    /// Calls a procedure and waits for its reply.
    ///
    /// @throws CallFailedException if the server answers with an error
    /// @throws IOException if the connection broke, or the reply did not come in time
    public <A, R> R call(Procedure<A, R> procedure, A arguments)
            throws IOException, CallFailedException {
        int serial = serials.getAndIncrement();
        FrameHeader header =
                FrameHeader.call(
                        procedure.program().number(),
                        procedure.program().version(),
                        procedure.number(),
                        serial);
        Waiting waiting = new Waiting(header, new CompletableFuture<>());
        calls.put(serial, waiting);
        try {
            send(Frame.encode(header, procedure.arguments(), arguments), waiting);
            Frame reply = await(procedure, waiting);
            if (reply.header().status() == MessageStatus.Known.ERROR) {
                throw new CallFailedException(procedure, reply.payload(RpcError.CODEC));
            }
            if (reply.header().status() != MessageStatus.Known.OK) {
                throw new IOException(
                        "the reply to %s has status %d"
                                .formatted(procedure.name(), reply.header().status().raw()));
            }
            return reply.payload(procedure.result());
        } finally {
            calls.remove(serial);
        }
    }

    /// Whether the connection has ended.
    public boolean closed() {
        return end.get() != null;
    }

    /// Notifies the server, and ends the connection.
    @Override
    public void close() {
        try {
            if (!closed()) {
                call(Remote.CLOSE);
            }
        } catch (IOException | CallFailedException e) {
            return; // the server is gone, or has nothing open: the end is the same
        } finally {
            end(new IOException("the connection was closed"));
        }
    }

    private void authenticate() throws IOException, RpcException {
        List<Integer> types = call(Remote.AUTH_LIST);
        if (types.isEmpty() || types.getFirst() == AuthenticationType.NONE.raw()) {
            return;
        }
        if (types.getFirst() != AuthenticationType.POLKIT.raw()) {
            throw new IOException(
                    "%s polkit (2)"
                            .formatted(
                                    "the server asks for authentication of type %d; this client knows none (0) and"
                                            .formatted(types.getFirst())));
        }
        call(Remote.AUTH_POLKIT);
    }

    /// Starts to ping the server, if the settings want it and the server supports it.
    private void keepAlive() throws IOException, CallFailedException {
        if (settings.keepalive().isPresent()
                && call(Remote.SUPPORTS_FEATURE, Feature.PROGRAM_KEEPALIVE.raw()) == 1) {
            ClientSettings.Keeping keeping = settings.keepalive().get();
            Thread.ofVirtual().name("libvirt-keepalive").start(() -> ping(keeping));
        }
    }

    private void ping(ClientSettings.Keeping keeping) {
        KeepaliveCountdown countdown = new KeepaliveCountdown(1, keeping.pings());
        long heardBefore = -1;
        while (!endsWithin(keeping.interval())) {
            long heard = frames.get();
            switch (countdown.tick(heard != heardBefore)) {
                case NOTHING -> {}
                case PING -> sendPing();
                case GIVE_UP ->
                        end(
                                new IOException(
                                        "the server answered none of %d pings, one every %s"
                                                .formatted(keeping.pings(), keeping.interval())));
            }
            heardBefore = heard;
        }
    }

    /// In a thread of its own: a server that does not read must not stop the countdown.
    private void sendPing() {
        Thread.ofVirtual()
                .name("libvirt-ping")
                .start(() -> {
                    try {
                        write(Keepalive.PING.encode());
                    } catch (IOException e) {
                        end(new IOException("the connection broke: " + e.getMessage(), e));
                    }
                });
    }

    private boolean endsWithin(Duration time) {
        try {
            return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Frame await(Procedure<?, ?> procedure, Waiting waiting) throws IOException {
        IOException reason = end.get();
        if (reason != null) {
            throw new IOException(reason.getMessage(), reason);
        }
        try {
            return waiting.reply.get(settings.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no reply to %s came within %s".formatted(procedure.name(), settings.time()),
                    e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(
                    "no reply to %s came: %s".formatted(procedure.name(), cause.getMessage()),
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("waiting for " + procedure.name() + " was interrupted", e);
        }
    }

    /// Writes in another thread: a server that does not read must not block the caller beyond its
    /// time limit.
    private void send(ByteBuffer frame, Waiting waiting) {
        Thread.ofVirtual()
                .name("libvirt-call")
                .start(() -> {
                    try {
                        write(frame);
                    } catch (IOException e) {
                        waiting.reply.completeExceptionally(e);
                    }
                });
    }

    private void write(ByteBuffer frame) throws IOException {
        writing.lock();
        try {
            while (frame.hasRemaining()) {
                transport.write(frame);
            }
        } finally {
            writing.unlock();
        }
    }

    private void read() {
        FrameReader reader = FrameReader.ofReplies(transport, new MemoryAllowance(LARGE_FRAMES));
        try {
            Optional<Frame> frame = reader.next();
            while (frame.isPresent()) {
                frames.incrementAndGet();
                receive(frame.get());
                frame = reader.next();
            }
            end(new IOException("the server ended the connection"));
        } catch (IOException | RuntimeException e) {
            end(new IOException("the connection broke: " + e.getMessage(), e));
        }
    }

    private void receive(Frame frame) throws IOException {
        FrameHeader header = frame.header();
        if (Keepalive.PING.matches(header)) {
            write(Keepalive.PONG.encode());
        } else if (header.type() == MessageType.Known.REPLY) {
            Waiting waiting = calls.get(header.serial());
            if (waiting != null && answers(header, waiting.header)) {
                waiting.reply.complete(frame);
            }
            // No caller waits: the reply came after its time limit.
        } else if (header.type() == MessageType.Known.MESSAGE
                && header.program() != Keepalive.PROGRAM.number()) {
            settings.events().heard(frame);
        }
    }

    private static boolean answers(FrameHeader reply, FrameHeader call) {
        return reply.program() == call.program()
                && reply.version() == call.version()
                && reply.procedure() == call.procedure();
    }

    private void end(IOException reason) {
        if (!end.compareAndSet(null, reason)) {
            return;
        }
        ended.countDown();
        try {
            transport.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        calls.values().forEach(waiting -> waiting.reply.completeExceptionally(reason));
        settings.events().ended(String.valueOf(reason.getMessage()));
    }
}
