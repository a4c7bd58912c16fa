package dev.lungfish.bench;

import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Clients that connect and open, with the calls by which virsh begins and a first one that needs
/// libvirtd.
final class OpenLoad {
    private static final int LARGEST_REPLIES = 64 * 1024 * 1024;

    private OpenLoad() {}

    /// A way to a server.
    interface Way {
        Transport connect() throws IOException;
    }

    static Way unix(Path socket) {
        return () -> {
            SocketTransport transport = SocketTransport.unix();
            transport.connect(socket);
            return transport;
        };
    }

    /// TLS at this host, as libvirt's clients: each connection with a whole handshake.
    static Way tls(int port, TlsContext context) {
        return () -> {
            SocketChannel channel =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return TlsTransport.connect(
                    new SocketTransport(channel, Transport.Kind.TCP),
                    context,
                    "localhost",
                    port,
                    true);
        };
    }

    /// How long one client takes from connecting to the first answer of libvirtd.
    static Duration once(Way way) throws IOException {
        long begun = System.nanoTime();
        Transport opened = open(way);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        opened.close();
        return taken;
    }

    /// How long many clients take that connect at once, until the last has its first answer. All
    /// stay until then.
    static Duration atOnce(Way way, int clients) throws IOException, InterruptedException {
        CountDownLatch ready = new CountDownLatch(clients);
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(clients);
        List<Transport> transports = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                ready.countDown();
                                try {
                                    start.await();
                                    Transport transport = open(way);
                                    synchronized (transports) {
                                        transports.add(transport);
                                    }
                                } catch (IOException e) {
                                    synchronized (failures) {
                                        failures.add(e);
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                } finally {
                                    opened.countDown();
                                }
                            }));
        }
        ready.await();
        long begun = System.nanoTime();
        start.countDown();
        opened.await();
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Transport transport : transports) {
            transport.close();
        }
        if (!failures.isEmpty()) {
            throw new IOException(
                    "%d of %d clients did not get in".formatted(failures.size(), clients),
                    failures.getFirst());
        }
        return taken;
    }

    private static Transport open(Way way) throws IOException {
        Transport transport = way.connect();
        try {
            FrameReader reader =
                    FrameReader.ofReplies(transport, new MemoryAllowance(LARGEST_REPLIES));
            call(transport, reader, 0, Remote.AUTH_LIST, NoValue.NONE);
            call(transport, reader, 1, Remote.SUPPORTS_FEATURE, Feature.PROGRAM_KEEPALIVE.raw());
            call(transport, reader, 2, Remote.OPEN, new OpenArguments("qemu:///system", 0));
            call(
                    transport,
                    reader,
                    3,
                    Remote.SUPPORTS_FEATURE,
                    Feature.REMOTE_EVENT_CALLBACK.raw());
            call(transport, reader, 4, Remote.GET_HOSTNAME, NoValue.NONE);
            return transport;
        } catch (IOException e) {
            transport.close();
            throw e;
        }
    }

    private static <A> void call(
            Transport transport,
            FrameReader reader,
            int serial,
            Procedure<A, ?> procedure,
            A arguments)
            throws IOException {
        FrameHeader header =
                FrameHeader.call(
                        procedure.program().number(),
                        procedure.program().version(),
                        procedure.number(),
                        serial);
        ByteBuffer frame = Frame.encode(header, procedure.arguments(), arguments);
        while (frame.hasRemaining()) {
            transport.write(frame);
        }
        Frame reply = reader.next().orElseThrow(() -> new IOException("it hung up"));
        if (reply.header().status() != MessageStatus.Known.OK) {
            throw new IOException(procedure.name() + " is answered with an error");
        }
    }
}
