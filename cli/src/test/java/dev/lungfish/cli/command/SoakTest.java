package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.Finished;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepAnswer;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon with a played kernel among honest and hostile clients, killed again and again: no
/// outcome is lost or doubled, and it grows no larger. `-Dlungfish.soak=PT2H` makes it last two
/// hours, as `bench/soak` does. What it measured is printed.
@NeedsProgram(value = "openssl", install = "openssl")
class SoakTest {
    private static final Duration LENGTH =
            Duration.parse(System.getProperty("lungfish.soak", "PT3M"));
    private static final Duration LIFE = Duration.ofMinutes(1);

    /// Of the beginning, which later times are compared with.
    private static final Duration BEGINNING = Duration.ofMinutes(10);

    private static final int READERS = 4;

    /// What a runtime has more or fewer of at any time.
    private static final long MANY = 40;

    private static final double MORE_MEMORY = 1.2;

    /// In a short run the memory at the beginning is one figure, and no measure.
    private static final long MOST_KIBIBYTES = 320 * 1024;

    /// As the daemon of a package has it.
    private static final Map<String, String> OPTIONS =
            Map.of("JAVA_TOOL_OPTIONS", "-Xms16m -Xmx384m -XX:+ExitOnOutOfMemoryError");

    @TempDir private Path folder;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, Optional<Finished>> told = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /// Why requests were not accepted.
    private final Set<String> refusals = new TreeSet<>();

    private Path pki;
    private volatile boolean ended;

    /// What a process has before it is killed.
    private record Sample(long kibibytes, long files, long threads) {
        static Sample of(Process daemon) throws IOException {
            Path process = Path.of("/proc", String.valueOf(daemon.pid()));
            return new Sample(
                    ResidentMemory.kibibytes(daemon),
                    count(process.resolve("fd")),
                    count(process.resolve("task")));
        }

        private static long count(Path folder) throws IOException {
            try (Stream<Path> all = Files.list(folder)) {
                return all.count();
            }
        }
    }

    @BeforeEach
    void makeCertificates() throws Exception {
        pki = Certificates.in(folder.resolve("pki"), "ec");
    }

    @Test
    void losesNoOutcomeAndGrowsNoLarger() throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        long life = Math.min(LIFE.toNanos(), LENGTH.toNanos() / 3);
        try (ServedMachine machine = ServedMachine.of(folder)) {
            Process daemon = machine.serve(OPTIONS, settings());
            try (HostileCrowd _ = crowd(machine)) {
                List<Thread> readers = new ArrayList<>();
                for (int i = 0; i < READERS; i++) {
                    readers.add(Thread.ofVirtual().start(() -> read(machine)));
                }
                while (System.nanoTime() < end) {
                    sleepUntil(machine, System.nanoTime() + life);
                    samples.add(Sample.of(daemon));
                    machine.kill();
                    daemon = machine.serveAgain(OPTIONS);
                    check(machine);
                }
                ended = true;
                for (Thread reader : readers) {
                    reader.join();
                }
            }
            machine.awaitIdle();
            check(machine);
        }
        tell();
        checkSize();
    }

    private String[] settings() {
        return new String[] {
            "delay = '1s'",
            "[daemon]",
            "tls = '127.0.0.1:0'",
            "tls_certificate = '%s'".formatted(pki.resolve("servercert.pem")),
            "tls_key = '%s'".formatted(pki.resolve("serverkey.pem")),
            "tls_authority = '%s'".formatted(pki.resolve("cacert.pem"))
        };
    }

    private static HostileCrowd crowd(ServedMachine machine) {
        return HostileCrowd.begin(
                machine,
                Map.of(
                        HostileCrowd.Attack.DOCTOR, 20,
                        HostileCrowd.Attack.UNREAD, 10,
                        HostileCrowd.Attack.UNFINISHED, 10,
                        HostileCrowd.Attack.GARBAGE, 5,
                        HostileCrowd.Attack.SILENT, 20),
                Duration.ofMillis(200));
    }

    /// An honest reader; it comes again whenever the daemon was away.
    private void read(ServedMachine machine) {
        while (!ended) {
            try (DaemonClient client = connect(machine, "libvirt-sock-ro")) {
                while (!ended) {
                    var _ = client.status();
                    var _ = client.history(new HistoryQuery(10, Optional.empty()));
                    answers.incrementAndGet();
                    Thread.sleep(100);
                }
            } catch (ServiceException _) {
                failures.incrementAndGet(); // the host sleeps, or its daemon was killed
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// One sleep after the other, some of which are cancelled. The last one may be running when the
    /// time is over.
    private void sleepUntil(ServedMachine machine, long end) throws Exception {
        for (int i = 0; System.nanoTime() < end; i++) {
            String name = "";
            try (DaemonClient client = connect(machine, "libvirt-sock")) {
                SleepAnswer answer = client.order(order());
                if (answer.ended().isPresent()) {
                    refusals.add(answer.ended().get().outcome().toString());
                    Thread.sleep(50);
                    continue; // another one runs still
                }
                name = answer.request();
                told.put(name, Optional.empty());
                if (i % 5 == 4) {
                    var _ = client.cancel(Optional.of(name));
                }
            } catch (ServiceException e) {
                refusals.add(e.why());
                Thread.sleep(50); // the host sleeps, or another one runs still
            }
            if (!name.isEmpty()) {
                awaitOutcome(machine, name, end);
            }
        }
    }

    private void awaitOutcome(ServedMachine machine, String name, long end) throws Exception {
        while (System.nanoTime() < end) {
            try (DaemonClient client = connect(machine, "libvirt-sock")) {
                Optional<Finished> finished = client.ended(name);
                if (finished.isPresent()) {
                    told.put(name, finished);
                    return;
                }
            } catch (ServiceException _) {
                // The host sleeps.
            }
            Thread.sleep(50);
        }
    }

    private static SleepOrder order() {
        return new SleepOrder(
                SleepTarget.MEM,
                Optional.of(Duration.ofHours(1)),
                Set.of(WayBack.RTC),
                SleepOrder.Proceeding.AS_CONFIGURED,
                SleepRequest.Purpose.SLEEP);
    }

    /// Each accepted request has one outcome, the one that was told.
    private void check(ServedMachine machine) throws Exception {
        JournaledRequests journaled =
                JournaledRequests.in(machine.played().file("/var/lib/lungfish"));
        assertThat(journaled.accepted()).doesNotHaveDuplicates().containsAll(told.keySet());
        assertThat(journaled.ended()).allMatch(ends -> ends == 1);
        try (DaemonClient client = connect(machine, "libvirt-sock")) {
            List<PastSleep> past =
                    client.history(new HistoryQuery(Integer.MAX_VALUE, Optional.empty()));
            assertThat(past).hasSameSizeAs(journaled.accepted());
            for (PastSleep sleep : past) {
                Optional<Finished> journal = Finished.of((PastSleep.Requested) sleep);
                assertThat(journal).isPresent();
                told.getOrDefault(journal.get().request().id(), Optional.empty())
                        .ifPresent(first ->
                                assertThat(journal.get().outcome()).isEqualTo(first.outcome()));
            }
        }
    }

    private void tell() {
        long outcomes = told.values().stream().filter(Optional::isPresent).count();
        System.getLogger("soak")
                .log(
                        System.Logger.Level.INFO,
                        "{0} of soak: {1} kills, {2} requests accepted, {3} outcomes told, {4}"
                                + " answers to readers and {5} breaks; before each kill {6}",
                        LENGTH,
                        samples.size(),
                        told.size(),
                        outcomes,
                        answers.get(),
                        failures.get(),
                        samples);
    }

    private void checkSize() {
        int beginning = Math.max(1, (int) Math.min(samples.size(), BEGINNING.dividedBy(LIFE)));
        List<Sample> first = samples.subList(0, beginning);
        long most = first.stream().mapToLong(Sample::kibibytes).max().orElseThrow();
        long bound = samples.size() > beginning ? (long) (most * MORE_MEMORY) : MOST_KIBIBYTES;
        Sample began = samples.getFirst();
        assertThat(samples)
                .allSatisfy(sample -> {
                    assertThat(sample.kibibytes()).isLessThan(bound);
                    assertThat(sample.files()).isLessThan(began.files() + MANY);
                    assertThat(sample.threads()).isLessThan(began.threads() + MANY);
                });
        assertThat(told).as(refusals.toString()).isNotEmpty();
        assertThat(answers).hasPositiveValue();
    }

    private static DaemonClient connect(ServedMachine machine, String socket)
            throws ServiceException {
        return DaemonClient.connect(
                machine.ourUri(socket), socket.endsWith("-ro"), Sessions.CALLER);
    }
}
