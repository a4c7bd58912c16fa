package dev.lungfish.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Many connections to a host that sleeps: what they cost the gateway's process, and how soon they
/// are through once the host is awake.
///
/// @param port of the gateway
/// @param gateway its process
record HeldConnections(int port, Process gateway) {
    private static final int BACKLOG = 1024;

    /// A host that sleeps: its queue is full, so the kernel drops every SYN.
    record Sleeper(ServerSocket server, List<Socket> fillers) implements AutoCloseable {
        static Sleeper at(int port) throws IOException {
            InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(own, BACKLOG);
            List<Socket> fillers = new ArrayList<>();
            while (true) {
                Socket filler = new Socket();
                try {
                    filler.connect(own, 300);
                    fillers.add(filler);
                } catch (SocketTimeoutException _) {
                    filler.close();
                    return new Sleeper(server, fillers);
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    String run(int count, Sleeper host) throws IOException, InterruptedException {
        long before = residentKibibytes();
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel client =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            client.write(ByteBuffer.allocate(4).putInt(i).flip());
            clients.add(client);
        }
        Thread.sleep(Duration.ofSeconds(2));
        long held = residentKibibytes();

        AtomicIntegerArray order = new AtomicIntegerArray(count);
        AtomicInteger through = new AtomicInteger();
        Thread _ = Thread.ofPlatform().daemon(true).start(() -> accept(host, order, through));
        // Each is closed once it is through, so that its files are there for the next.
        Thread _ = Thread.ofPlatform().daemon(true).start(() -> end(clients));
        Duration used = processorTime();
        long woken = System.nanoTime();
        for (Socket filler : host.fillers()) {
            filler.close();
        }
        while (through.get() < count && System.nanoTime() - woken < 60_000_000_000L) {
            Thread.sleep(Duration.ofMillis(2));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - woken);
        int apart = 0;
        for (int i = 0; i < through.get(); i++) {
            apart = Math.max(apart, Math.abs(order.get(i) - i));
        }
        return "%d held: %.1f KiB each; %d through %d ms after the wake, by %d ms of the gateway's processor time, none more than %d places from its own"
                .formatted(
                        count,
                        (held - before) / (double) count,
                        through.get(),
                        took.toMillis(),
                        processorTime().minus(used).toMillis(),
                        apart);
    }

    private static void end(List<SocketChannel> clients) {
        try {
            for (SocketChannel client : clients) {
                int _ = client.read(ByteBuffer.allocate(1));
                client.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void accept(Sleeper host, AtomicIntegerArray order, AtomicInteger through) {
        try {
            while (through.get() < order.length()) {
                Socket socket = host.server().accept();
                byte[] number = socket.getInputStream().readNBytes(4);
                socket.close();
                if (number.length == 4) {
                    order.set(through.get(), ByteBuffer.wrap(number).getInt());
                    through.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration processorTime() {
        return gateway.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(gateway.pid()))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
