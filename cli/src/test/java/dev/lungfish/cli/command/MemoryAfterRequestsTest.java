package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.SleepAnswer;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.testkit.ResidentMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that has carried out many requests holds no more than one that has carried out few.
/// `-Dlungfish.requests=2000` makes them more than the usual 100. What was measured is printed.
class MemoryAfterRequestsTest {
    private static final int FEW = Integer.getInteger("lungfish.requests", 100) / 4;
    private static final int MANY = 4 * FEW;

    /// Of the live heap: what the JVM and caches vary by. A kept request takes several KiB.
    private static final long MOST_BYTES = 512 * 1024;

    private static final Map<String, String> OPTIONS =
            Map.of("JAVA_TOOL_OPTIONS", "-Xms16m -Xmn8m -Xmx384m");

    @TempDir private Path folder;

    /// What a daemon has after a full collection.
    private record Memory(long liveBytes, long residentKibibytes) {
        static Memory of(Process daemon) throws IOException {
            String histogram =
                    new String(
                            new ProcessBuilder(
                                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                                    .toString(),
                                            String.valueOf(daemon.pid()),
                                            "GC.class_histogram")
                                    .redirectErrorStream(true)
                                    .start()
                                    .getInputStream()
                                    .readAllBytes(),
                            StandardCharsets.UTF_8);
            String total =
                    histogram
                            .lines()
                            .filter(line -> line.startsWith("Total"))
                            .findFirst()
                            .orElseThrow(() -> new IOException(histogram));
            return new Memory(
                    Long.parseLong(total.strip().split("\\s+", -1)[2]),
                    ResidentMemory.kibibytes(daemon));
        }
    }

    @Test
    void manyRequestsLeaveNoMoreThanFew() throws Exception {
        try (ServedMachine machine = ServedMachine.of(folder)) {
            Process daemon = machine.serve(OPTIONS, "delay = '60s'");
            try (DaemonClient client =
                    DaemonClient.connect(machine.ourUri("libvirt-sock"), false, Sessions.CALLER)) {
                carryOut(client, FEW);
                Memory few = Memory.of(daemon);
                carryOut(client, MANY - FEW);
                Memory many = Memory.of(daemon);

                System.getLogger("memory")
                        .log(
                                System.Logger.Level.INFO,
                                "after {0} requests {1}, after {2} {3}",
                                FEW,
                                few,
                                MANY,
                                many);
                assertThat(many.liveBytes()).isLessThan(few.liveBytes() + MOST_BYTES);
            }
        }
    }

    /// Each is accepted, counts down, and is cancelled.
    private static void carryOut(DaemonClient client, int requests) throws Exception {
        SleepOrder order =
                new SleepOrder(
                        SleepTarget.MEM,
                        Optional.of(Duration.ofHours(1)),
                        Set.of(WayBack.RTC),
                        SleepOrder.Proceeding.AS_CONFIGURED,
                        SleepRequest.Purpose.SLEEP);
        for (int i = 0; i < requests; i++) {
            SleepAnswer answer = client.order(order);
            assertThat(answer.ended()).isEmpty();
            var _ = client.cancel(Optional.of(answer.request()));
            assertThat(client.ended(answer.request())).isPresent();
        }
    }
}
