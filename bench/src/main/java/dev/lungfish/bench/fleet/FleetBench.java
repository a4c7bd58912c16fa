package dev.lungfish.bench.fleet;

import dev.lungfish.testkit.ResidentMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// A controller under the load of a fleet: most hosts sleep by leases, the others call each minute,
/// each from its own address over TLS. What a call costs beside an echo of as many bytes over the
/// same TLS, in the same run.
public final class FleetBench {
    /// As much as a controller of such a fleet may have.
    private static final String HEAP = "-Xmx1200m";

    private static final Duration SETTLED = Duration.ofMinutes(1);

    /// Until those that may sleep do, or most of them.
    private static final Duration REST = Duration.ofMinutes(1);

    /// How long a host that is awake waits at most between two calls: as long as it is told to.
    private static final String EVERY = "60";

    private static final int ECHO_HOSTS = 200;
    private static final int ECHO_DIALS = 5;

    /// The bytes of a dial in its turns: authentication, opening, the call, the end.
    private static final int[] TURNS = {32, 56, 460, 28};

    private final Path folder;
    private final int port;
    private final Duration window;
    private final Duration ramp;
    private final Duration every;
    private final Figures figures = new Figures();

    private FleetBench(Path folder, int port, Duration window, Duration ramp, Duration every) {
        this.every = every;
        this.folder = folder;
        this.port = port;
        this.window = window;
        this.ramp = ramp;
    }

    /// Measures and prints.
    ///
    /// @param arguments how many hosts, how many seconds are measured, in the course of how many
    ///   seconds before that all call for the first time, and after how many seconds a host that is
    ///   awake calls again at the latest: it is told 60
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lungfish-fleet");
        try {
            FleetBench bench =
                    new FleetBench(
                            folder,
                            freePort(),
                            Duration.ofSeconds(Long.parseLong(arguments[1])),
                            Duration.ofSeconds(Long.parseLong(arguments[2])),
                            Duration.ofSeconds(
                                    Long.parseLong(arguments.length > 3 ? arguments[3] : EVERY)));
            bench.run(Integer.parseInt(arguments[0]));
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        System.exit(0); // Hosts that sleep are not waited for.
    }

    private void run(int count) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        String database = "jdbc:sqlite:" + folder.resolve("fleet.db");
        long began = System.nanoTime();
        List<LoadHost> hosts = BulkEnrolment.enrol(folder, database, count, address, figures);
        say("%,d hosts enrolled in bulk in %s".formatted(count, since(began)));
        Path configuration =
                Files.writeString(
                        folder.resolve("controller.toml"),
                        """
                        [controller]
                        listen = "127.0.0.1:%d"
                        names = ["127.0.0.1"]
                        folder = "%s"
                        database = "%s"
                        """
                                .formatted(port, folder, database));
        began = System.nanoTime();
        try (Served controller = Served.start(ServedFleet.class, HEAP, configuration.toString())) {
            say("the controller serves after %s".formatted(since(began)));
            Period first = begin(controller);
            List<Thread> lives = new ArrayList<>();
            for (LoadHost host : hosts) {
                // One after the other: so many begin in each second.
                Duration at = ramp.multipliedBy(lives.size()).dividedBy(count);
                lives.add(Thread.ofVirtual().start(() -> host.live(at, every)));
            }
            awaitAnswered(count);
            say("all called for the first time in the course of %s:".formatted(ramp));
            tell(controller, first);
            Thread.sleep(REST);
            Period measured = begin(controller);
            Thread.sleep(window);
            say("");
            say("measured:");
            tell(controller, measured);
            lives.forEach(Thread::interrupt);
        }
        anchor(hosts.subList(0, Math.min(count, ECHO_HOSTS)));
    }

    /// Until each host was answered once, at most as long as a fleet may take to settle.
    private void awaitAnswered(int count) throws Exception {
        long from = System.nanoTime();
        while (figures.hosts() < count && since(from).compareTo(ramp.plus(SETTLED)) < 0) {
            Thread.sleep(100);
        }
        long answered = figures.hosts();
        say(
                "%,d of %,d hosts answered %s after they began to dial: %.1f/s; %,d dials, %,d calls failed; load average %s"
                        .formatted(
                                answered,
                                count,
                                since(from),
                                answered / (since(from).toMillis() / 1000.0),
                                figures.dials.sum(),
                                figures.failures.sum(),
                                load()));
    }

    /// What the controller counted.
    private record Counts(long whole, long resumed, String states) {
        static Counts of(Served controller) throws IOException {
            String[] words = controller.ask().split(" ", 3);
            return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
        }
    }

    /// What was so as something began.
    ///
    /// @param used processor time of the controller
    /// @param load processor time of this process
    private record Period(long nanos, Counts counts, Duration used, Duration load) {}

    private Period begin(Served controller) throws IOException {
        figures.begin();
        return new Period(
                System.nanoTime(),
                Counts.of(controller),
                controller.processor(),
                Served.processor(ProcessHandle.current().pid()));
    }

    private void tell(Served controller, Period period) throws IOException {
        Duration took = since(period.nanos());
        Duration used = controller.processor().minus(period.used());
        Duration load = Served.processor(ProcessHandle.current().pid()).minus(period.load());
        long dials = figures.dials.sum();
        Counts now = Counts.of(controller);
        long whole = now.whole() - period.counts().whole();
        long resumed = now.resumed() - period.counts().resumed();
        say("  %s, load average %s; at the end %s".formatted(took, load(), now.states()));
        say(
                "  check-ins, dial to answer: %,d, p50 %s, p99 %s, p99.9 %s, most %s"
                        .formatted(
                                figures.count(),
                                millis(figures.quantile(0.5)),
                                millis(figures.quantile(0.99)),
                                millis(figures.quantile(0.999)),
                                millis(figures.quantile(1))));
        say(
                "  calls: %,d, %.1f/s, %,d failed; %,d sleeps begun"
                        .formatted(
                                dials,
                                dials / (took.toMillis() / 1000.0),
                                figures.failures.sum(),
                                figures.sleeps.sum()));
        say(
                "  handshakes: %,d whole, %,d resumed: %.2f %% resumed"
                        .formatted(whole, resumed, 100.0 * resumed / Math.max(1, whole + resumed)));
        say(
                "  processor time of the controller: %.0f µs for each call, %.2f processors in all; of the load: %.0f µs, %.2f"
                        .formatted(
                                each(used, dials),
                                (double) used.toNanos() / took.toNanos(),
                                each(load, dials),
                                (double) load.toNanos() / took.toNanos()));
        say(
                "  memory of the controller: %,d MiB resident, most so far %,d; of the load: %,d"
                        .formatted(
                                ResidentMemory.kibibytes(controller.process()) / 1024,
                                controller.mostResident() / 1024,
                                Served.mostResident(ProcessHandle.current().pid()) / 1024));
    }

    private static double each(Duration time, long calls) {
        return time.toNanos() / 1000.0 / Math.max(1, calls);
    }

    /// The same hosts dial an echo over the same TLS.
    private void anchor(List<LoadHost> hosts) throws Exception {
        int echoPort = freePort();
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), echoPort);
        try (Served echo =
                Served.start(TlsEcho.class, HEAP, folder.toString(), String.valueOf(echoPort))) {
            LongAdder failed = new LongAdder();
            echo(hosts, address, 1, failed);
            Duration whole = echo.processor();
            echo(hosts, address, 2, failed); // So that it is compiled.
            Duration before = echo.processor();
            echo(hosts, address, ECHO_DIALS, failed);
            long dials = (long) hosts.size() * ECHO_DIALS;
            say(
                    "an echo of as many bytes, resumed: %.0f µs (whole, cold: %.0f), %,d failed"
                            .formatted(
                                    echo.processor().minus(before).toNanos() / 1000.0 / dials,
                                    whole.toNanos() / 1000.0 / hosts.size(),
                                    failed.sum()));
        }
    }

    private static void echo(
            List<LoadHost> hosts, InetSocketAddress address, int times, LongAdder failed)
            throws InterruptedException {
        for (int i = 0; i < times; i++) {
            for (LoadHost host : hosts) {
                Thread one =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        host.echo(address, TURNS);
                                    } catch (IOException _) {
                                        failed.increment();
                                    }
                                });
                one.join();
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static Duration since(long began) {
        return Duration.ofMillis((System.nanoTime() - began) / 1_000_000);
    }

    private static String millis(Duration time) {
        return "%.1f ms".formatted(time.toNanos() / 1e6);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
