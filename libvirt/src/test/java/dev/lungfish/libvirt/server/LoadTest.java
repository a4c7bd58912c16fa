package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many clients at once. The figures are printed; what is asserted leaves room for a busy machine.
@Timeout(120)
class LoadTest {
    private static final int IDLE = 5_000;
    private static final long MOST_BYTES_OF_AN_IDLE_CONNECTION = 32 * 1024;
    private static final int CLIENTS = 64;
    private static final int CALLS = 500;

    @TempDir Path folder;

    @Test
    void idleConnectionsCostLittleAndServeOn() throws Exception {
        try (RunningServer server = RunningServer.in(folder)) {
            List<Wire> idle = new ArrayList<>();
            try {
                long before = usedMemory();
                for (int i = 0; i < IDLE; i++) {
                    idle.add(server.connect());
                    idle.getLast().send(Remote.AUTH_LIST, NoValue.NONE);
                }
                for (Wire wire : idle) {
                    assertThat(wire.reply().header().procedure()).isEqualTo(66);
                }
                long each = (usedMemory() - before) / IDLE;

                System.getLogger("load")
                        .log(
                                System.Logger.Level.INFO,
                                "{0} idle connections: {1} bytes of heap each, both ends",
                                IDLE,
                                each);
                assertThat(server.server.connections()).hasSize(IDLE);
                assertThat(each).isLessThan(MOST_BYTES_OF_AN_IDLE_CONNECTION);
                assertThat(idle.getFirst().open().call(Remote.GET_TYPE)).isEqualTo("Little");
            } finally {
                for (Wire wire : idle) {
                    wire.close();
                }
            }
        }
    }

    @Test
    void answersManyClientsQuickly() throws Exception {
        try (RunningServer server = RunningServer.in(folder)) {
            load(server, CALLS);
            long[] nanos = load(server, 4 * CALLS);
            long elapsed = nanos[nanos.length - 1];
            long[] latencies = Arrays.copyOf(nanos, nanos.length - 1);
            Arrays.sort(latencies);
            long each = latencies.length * 1_000_000_000L / elapsed;
            long p99Micros = latencies[latencies.length * 99 / 100] / 1_000;

            System.getLogger("load")
                    .log(
                            System.Logger.Level.INFO,
                            "{0} clients: {1} calls/s, p50 {2} us, p99 {3} us",
                            CLIENTS,
                            each,
                            latencies[latencies.length / 2] / 1_000,
                            p99Micros);
            assertThat(each).as("calls/s").isGreaterThan(5_000);
        }
    }

    /// The latencies of all calls in nanoseconds, and at the end the time that all took.
    private static long[] load(RunningServer server, int calls) throws Exception {
        long[] nanos = new long[CLIENTS * calls + 1];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(CLIENTS);
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            wires.add(server.connect().open());
        }
        long start = System.nanoTime();
        for (Wire wire : wires) {
            Thread.ofVirtual()
                    .start(() -> {
                        call(wire, calls, nanos, next);
                        done.countDown();
                    });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        nanos[nanos.length - 1] = System.nanoTime() - start;
        for (Wire wire : wires) {
            wire.close();
        }
        return nanos;
    }

    private static void call(Wire wire, int calls, long[] nanos, AtomicInteger next) {
        try {
            SocketChannel socket = wire.socket;
            ByteBuffer call = wire.frame(Remote.NODE_GET_INFO, NoValue.NONE);
            ByteBuffer reply = ByteBuffer.allocate(188);
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                socket.write(call.rewind());
                reply.clear();
                while (reply.hasRemaining()) {
                    if (socket.read(reply) < 0) {
                        throw new IOException("the server has ended the connection");
                    }
                }
                nanos[next.getAndIncrement()] = System.nanoTime() - start;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
