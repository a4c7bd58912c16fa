package dev.lungfish.bench;

import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The clients of one attack; each that is cut off comes again.
final class HostileClients implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final Duration REST = Duration.ofMillis(500);

    private final HostileTarget target;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private HostileClients(HostileTarget target) {
        this.target = target;
    }

    static HostileClients begin(Attack attack, HostileTarget target) {
        HostileClients clients = new HostileClients(target);
        for (int i = 0; i < attack.clients(); i++) {
            Peer peer = clients.new Peer();
            clients.peers.add(peer);
            Thread.ofVirtual().start(() -> clients.live(attack, peer));
        }
        return clients;
    }

    private void live(Attack attack, Peer peer) {
        while (!ended) {
            try {
                attack.client().live(peer);
            } catch (IOException e) {
                pause(AGAIN);
            }
            peer.leave();
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One of them.
    final class Peer {
        private @Nullable SocketChannel channel;
        private @Nullable FrameReader reader;
        private int serial;

        boolean goesOn() {
            return !ended;
        }

        /// Before it comes again with as much as it had.
        void rest() {
            pause(REST);
        }

        void stay() {
            while (!ended) {
                pause(AGAIN);
            }
        }

        /// At the read-only socket.
        SocketChannel connect() throws IOException {
            SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel = socket;
            socket.connect(UnixDomainSocketAddress.of(target.readOnly()));
            reader =
                    FrameReader.ofReplies(
                            new SocketTransport(socket, Transport.Kind.UNIX),
                            new MemoryAllowance(1L << 26));
            return socket;
        }

        void open() throws IOException {
            SocketChannel _ = connect();
            call(Remote.OPEN, new OpenArguments("qemu:///system", OpenArguments.READ_ONLY));
        }

        <A> void send(Procedure<A, ?> procedure, A arguments) throws IOException {
            ByteBuffer frame =
                    Frame.encode(
                            FrameHeader.call(
                                    procedure.program().number(),
                                    procedure.program().version(),
                                    procedure.number(),
                                    serial++),
                            procedure.arguments(),
                            arguments);
            SocketChannel socket = channel;
            while (socket != null && frame.hasRemaining()) {
                socket.write(frame);
            }
        }

        <A> void call(Procedure<A, ?> procedure, A arguments) throws IOException {
            send(procedure, arguments);
            FrameReader replies = reader;
            Optional<Frame> _ =
                    replies == null
                            ? Optional.empty()
                            : Optional.of(
                                    replies.next()
                                            .orElseThrow(() -> new IOException("it hung up")));
        }

        /// As another address of this host.
        void connectSilently() throws IOException {
            SocketChannel socket = SocketChannel.open();
            channel = socket;
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
            socket.connect(target.tlsAddress());
            if (socket.read(ByteBuffer.allocate(1)) < 0) {
                throw new IOException("it was cut off");
            }
        }

        /// Each byte of a request is one more second.
        void readSlowly() throws IOException {
            SocketChannel socket = SocketChannel.open(target.metricsAddress());
            channel = socket;
            for (byte one : "GET /metrics HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)) {
                socket.write(ByteBuffer.wrap(new byte[] {one}));
                for (int i = 0; i < 50 && goesOn(); i++) {
                    pause(AGAIN);
                }
            }
        }

        void leave() {
            SocketChannel socket = channel;
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                return; // it is closed as far as it can be
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        peers.forEach(Peer::leave);
    }
}
