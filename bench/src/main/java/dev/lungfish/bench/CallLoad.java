package dev.lungfish.bench;

import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

/// Clients that call as fast as they are answered, one call at a time each. Frames are written and
/// read by our client's library, with nothing else per call, so that the server is measured. Each
/// client has a thread.
final class CallLoad {
    private static final int LARGEST_REPLIES = 64 * 1024 * 1024;

    private final Path socket;
    private final Procedure<NoValue, ?> procedure;
    private final boolean opens;

    /// @param opens whether the server requires an open call; a plain echo does not
    CallLoad(Path socket, Procedure<NoValue, ?> procedure, boolean opens) {
        this.socket = socket;
        this.procedure = procedure;
        this.opens = opens;
    }

    /// The result.
    static final class Result {
        private final long[] sortedNanos;
        private final Duration length;

        private Result(LongStream nanos, Duration length) {
            sortedNanos = nanos.sorted().toArray();
            this.length = length;
        }

        /// Joins several turns.
        static Result joined(List<Result> turns) {
            return new Result(
                    turns.stream().flatMapToLong(turn -> Arrays.stream(turn.sortedNanos)),
                    turns.stream().map(turn -> turn.length).reduce(Duration.ZERO, Duration::plus));
        }

        double callsPerSecond() {
            return sortedNanos.length * 1e9 / length.toNanos();
        }

        /// Empty if no call was answered in time.
        Optional<Duration> median() {
            return quantile(0.5);
        }

        /// Empty if no call was answered in time.
        Optional<Duration> p99() {
            return quantile(0.99);
        }

        private Optional<Duration> quantile(double part) {
            return sortedNanos.length == 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(sortedNanos[(int) (sortedNanos.length * part)]));
        }
    }

    /// One client.
    private static final class Caller implements AutoCloseable {
        private final SocketChannel channel;
        private final FrameReader reader;
        private int serial;

        Caller(Path socket) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            reader =
                    FrameReader.ofReplies(
                            new SocketTransport(channel, Transport.Kind.UNIX),
                            new MemoryAllowance(LARGEST_REPLIES));
        }

        <A> void call(Procedure<A, ?> procedure, A arguments) throws IOException {
            ByteBuffer frame =
                    Frame.encode(
                            FrameHeader.call(
                                    procedure.program().number(),
                                    procedure.program().version(),
                                    procedure.number(),
                                    serial++),
                            procedure.arguments(),
                            arguments);
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
            Frame reply = reader.next().orElseThrow(() -> new IOException("it hung up"));
            if (reply.header().status() != MessageStatus.Known.OK) {
                throw new IOException(procedure.name() + " is answered with an error");
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// Connects and calls once.
    void once() throws IOException {
        try (Caller caller = caller()) {
            caller.call(procedure, NoValue.NONE);
        }
    }

    /// Idle connections; the caller closes them.
    List<AutoCloseable> idle(int count) throws IOException {
        List<AutoCloseable> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(caller());
        }
        return connections;
    }

    private Caller caller() throws IOException {
        Caller caller = new Caller(socket);
        if (opens) {
            caller.call(Remote.AUTH_LIST, NoValue.NONE);
            caller.call(Remote.OPEN, new OpenArguments("qemu:///system", 0));
        }
        return caller;
    }

    /// Calls for a while.
    ///
    /// @param warmUp is discarded
    Result run(int clients, Duration warmUp, Duration length)
            throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<long[]> samples = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        CountDownLatch connected = new CountDownLatch(clients);
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < clients; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (Caller caller = caller()) {
                                    connected.countDown();
                                    start.await();
                                    long[] mine = call(caller, warmUp, length);
                                    synchronized (samples) {
                                        samples.add(mine);
                                    }
                                } catch (IOException e) {
                                    synchronized (samples) {
                                        failures.add(e);
                                    }
                                    connected.countDown();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        connected.await();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return new Result(samples.stream().flatMapToLong(Arrays::stream), length);
    }

    private long[] call(Caller caller, Duration warmUp, Duration length) throws IOException {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + length.toNanos();
        long[] nanos = new long[1 << 14];
        int count = 0;
        long before = System.nanoTime();
        while (before < end) {
            caller.call(procedure, NoValue.NONE);
            long after = System.nanoTime();
            if (before >= begin) {
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = after - before;
            }
            before = after;
        }
        return Arrays.copyOf(nanos, count);
    }
}
