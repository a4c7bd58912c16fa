package dev.lungfish.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What an honest client waits for while others attack the daemon: a table with a row for each
/// attack. The attackers are in this process, and have its half of a busy machine; compare the rows
/// of two builds, not with another machine's.
public final class HostileBench {
    private static final Duration SETTLING = Duration.ofMillis(500);

    /// Longer than anybody waits; a failure counts as this.
    private static final Duration NEVER = Duration.ofSeconds(30);

    private final PrintStream out;
    private final Duration length;

    private HostileBench(PrintStream out, Duration length) {
        this.out = out;
        this.length = length;
    }

    /// Runs all attacks.
    ///
    /// @param arguments the launcher, and the seconds for each row
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lungfish-bench");
        try (HostileTarget target = HostileTarget.start(folder, arguments[0])) {
            new HostileBench(System.out, Duration.ofSeconds(Integer.parseInt(arguments[1])))
                    .run(target);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void run(HostileTarget target) throws Exception {
        out.printf(
                Locale.ROOT,
                "%-52s %-22s %7s %9s %9s %9s%n",
                "attack",
                "honest client",
                "calls",
                "p50 ms",
                "p99 ms",
                "most ms");
        List<Attack> attacks = Attack.all();
        row("none", Attack.NONE, "root's status", target, target::status);
        row("none", Attack.NONE, "a new client over TLS", target, target::tls);
        row("none", Attack.NONE, "Prometheus", target, target::metrics);
        for (Attack attack : attacks) {
            row(attack.name(), attack, attack.honest(), target, attack.probe(target));
        }
    }

    private void row(
            String name,
            Attack attack,
            String honest,
            HostileTarget target,
            HostileTarget.Probe probe)
            throws Exception {
        long[] nanos = new long[1 << 16];
        int count = 0;
        boolean _ = answered(probe); // for the first time it costs more
        target.forget(); // the honest client comes after the others
        try (HostileClients _ = HostileClients.begin(attack, target)) {
            Thread.sleep(SETTLING);
            long end = System.nanoTime() + length.toNanos();
            while (count < nanos.length && (count == 0 || System.nanoTime() < end)) {
                long before = System.nanoTime();
                boolean answered = answered(probe);
                nanos[count++] = answered ? System.nanoTime() - before : NEVER.toNanos();
            }
        }
        target.forget();
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%-52s %-22s %7d %9.1f %9.1f %9.1f%n",
                name,
                honest,
                count,
                sorted[count / 2] / 1e6,
                sorted[count * 99 / 100] / 1e6,
                sorted[count - 1] / 1e6);
    }

    private static boolean answered(HostileTarget.Probe probe) throws InterruptedException {
        try {
            probe.once();
            return true;
        } catch (IOException e) {
            Thread.sleep(10); // it is turned away at once
            return false;
        }
    }
}
