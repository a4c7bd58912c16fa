package dev.lungfish.cli.command;

import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.rpc.Calls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// Clients that attack a daemon without pause, at its read-only socket and at its port for TLS.
/// Each that is cut off comes again.
final class HostileCrowd implements AutoCloseable {
    private static final int UNFINISHED_BYTES = 64 * 1024;
    private static final int ANNOUNCED_BYTES = 1024 * 1024;
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Supplier<SocketAddress> readOnly;
    private final Supplier<SocketAddress> tls;
    private final Duration pause;
    private final Set<SocketChannel> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch begun;
    private volatile boolean ended;

    /// What one does.
    enum Attack {
        /// Asks for what costs most, and reads it.
        DOCTOR,
        /// Asks for it, and never reads.
        UNREAD,
        /// Begins a frame, and never ends it.
        UNFINISHED,
        /// Connects to the port for TLS, and says nothing.
        SILENT,
        /// Sends what is no frame.
        GARBAGE
    }

    private HostileCrowd(
            Supplier<SocketAddress> readOnly,
            Supplier<SocketAddress> tls,
            Duration pause,
            int clients) {
        this.readOnly = readOnly;
        this.tls = tls;
        this.pause = pause;
        begun = new CountDownLatch(clients);
    }

    /// Begins.
    ///
    /// @param pause of each client between two calls
    static HostileCrowd begin(
            ServedMachine machine, Map<Attack, Integer> attackers, Duration pause) {
        HostileCrowd crowd =
                new HostileCrowd(
                        () -> UnixDomainSocketAddress.of(machine.file("libvirt-sock-ro")),
                        () ->
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(),
                                        Integer.parseInt(machine.port("tls"))),
                        pause,
                        attackers.values().stream().mapToInt(Integer::intValue).sum());
        attackers.forEach((attack, count) -> {
            for (int i = 0; i < count; i++) {
                Thread.ofVirtual().start(() -> crowd.live(attack));
            }
        });
        return crowd;
    }

    /// Waits until each has begun its attack at least once.
    void await() throws InterruptedException {
        begun.await();
    }

    private void live(Attack attack) {
        boolean first = true;
        while (!ended) {
            try (SocketChannel socket = SocketChannel.open(address(attack))) {
                sockets.add(socket);
                if (first) {
                    begun.countDown();
                    first = false;
                }
                attack(attack, socket);
            } catch (IOException _) {
                sockets.removeIf(socket -> !socket.isOpen()); // the daemon is away, or cut it off
            }
            rest(AGAIN);
        }
    }

    private SocketAddress address(Attack attack) {
        return attack == Attack.SILENT ? tls.get() : readOnly.get();
    }

    private void attack(Attack attack, SocketChannel socket) throws IOException {
        try {
            switch (attack) {
                case DOCTOR -> askAndRead(socket);
                case UNREAD -> {
                    write(socket, open());
                    while (!ended) {
                        write(socket, call(Calls.DOCTOR, NoValue.NONE));
                        rest(pause);
                    }
                }
                case UNFINISHED -> {
                    ByteBuffer frame =
                            ByteBuffer.allocate(UNFINISHED_BYTES)
                                    .put(call(Remote.GET_TYPE, NoValue.NONE));
                    write(socket, frame.putInt(0, ANNOUNCED_BYTES).rewind());
                    awaitEnd(socket);
                }
                case SILENT -> awaitEnd(socket);
                case GARBAGE -> {
                    write(socket, ByteBuffer.wrap(new byte[] {0, 0, 0, 3, 1, 2, 3, 4}));
                    awaitEnd(socket);
                    rest(pause);
                }
            }
        } finally {
            sockets.remove(socket);
        }
    }

    private void askAndRead(SocketChannel socket) throws IOException {
        FrameReader replies =
                FrameReader.ofReplies(
                        new SocketTransport(socket, Transport.Kind.UNIX),
                        new MemoryAllowance(1L << 24));
        write(socket, open());
        while (!ended && replies.next().isPresent()) {
            rest(pause);
            write(socket, call(Calls.DOCTOR, NoValue.NONE));
        }
    }

    private static void awaitEnd(SocketChannel socket) throws IOException {
        ByteBuffer any = ByteBuffer.allocate(512);
        while (socket.read(any) >= 0) {
            any.clear();
        }
    }

    private static ByteBuffer open() {
        return call(Remote.OPEN, new OpenArguments("qemu:///system", OpenArguments.READ_ONLY));
    }

    private static <A> ByteBuffer call(Procedure<A, ?> procedure, A arguments) {
        return Frame.encode(
                FrameHeader.call(
                        procedure.program().number(),
                        procedure.program().version(),
                        procedure.number(),
                        1),
                procedure.arguments(),
                arguments);
    }

    private static void write(SocketChannel socket, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    private static void rest(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended = true;
        sockets.forEach(HostileCrowd::leave);
    }

    private static void leave(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException _) {
            return; // it is closed as far as it can be
        }
    }
}
