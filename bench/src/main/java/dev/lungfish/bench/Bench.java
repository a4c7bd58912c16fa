package dev.lungfish.bench;

import dev.lungfish.linux.power.HibernationReader;
import dev.lungfish.linux.power.KernelSleepReader;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.PrivateLibvirtd;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Runs the comparisons and prints a table of each. Started by `bench/run`.
public final class Bench {
    private static final int PROBES_PER_SAMPLE = 200;

    /// The number that the target requires.
    private static final int LEAST_SLEEPS = 100;

    private Bench() {}

    /// Runs all comparisons.
    ///
    /// @param arguments the `lungfish` command to run, the number of runs, the recorded machine to
    ///   put to sleep, and `sleep` or `journal` for only that; or `start`, and the empty program's
    ///   command line
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String lungfish = Path.of(arguments[0]).toAbsolutePath().toString();
        int runs = Integer.parseInt(arguments[1]);
        if (arguments.length > 3 && arguments[3].equals("journal")) {
            JournalCost.compare(
                    Path.of(arguments[2]), comparison -> print(System.out, comparison, runs));
            return;
        }
        if (arguments.length > 4) {
            Path folder = Files.createTempDirectory("lungfish-bench-");
            try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start(folder)) {
                print(
                        System.out,
                        StartCost.of(lungfish, arguments[4], Path.of(arguments[2]), libvirtd),
                        runs);
            } finally {
                remove(folder);
            }
            return;
        }
        int sleeps = Math.max(runs, LEAST_SLEEPS);
        print(
                System.out,
                "from the end of the delay to the sleep",
                SleepLatency.run(Path.of(arguments[2]), sleeps),
                sleeps);
        if (arguments.length > 3) {
            return;
        }
        Path folder = Files.createTempDirectory("lungfish-bench-");
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start(folder)) {
            print(System.out, documents(lungfish, libvirtd), runs);
        } finally {
            remove(folder);
        }
        print(System.out, probes(lungfish), runs);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Comparison documents(String lungfish, PrivateLibvirtd libvirtd) {
        return new Comparison(
                "the capabilities document",
                List.of(
                        Workload.of(
                                "virsh capabilities, libvirtd warm",
                                Command.of("virsh", "-c", libvirtd.uri(), "capabilities")),
                        Workload.of("lungfish capabilities", Command.of(lungfish, "capabilities"))),
                new ProcessorClock(OptionalLong.of(libvirtd.processId())));
    }

    private static Comparison probes(String lungfish) {
        HostTree tree = HostTree.live();
        return new Comparison(
                "the probe of the sleep states",
                List.of(
                        Workload.of("pm-is-supported, three times", Bench::askPmUtils),
                        Workload.of(
                                "lungfish doctor --json", Command.of(lungfish, "doctor", "--json")),
                        new Workload(
                                "our kernel probe, in a warm process",
                                PROBES_PER_SAMPLE,
                                () -> {
                                    new KernelSleepReader(tree).read();
                                    new HibernationReader(tree).read();
                                })),
                new ProcessorClock(OptionalLong.empty()));
    }

    private static void askPmUtils() throws IOException, InterruptedException {
        for (String question : List.of("--suspend", "--hibernate", "--suspend-hybrid")) {
            // 1 means no.
            new Command(List.of("pm-is-supported", question), Set.of(0, 1)).run();
        }
    }

    private static void print(PrintStream out, Comparison comparison, int runs)
            throws IOException, InterruptedException {
        print(out, comparison.title(), comparison.run(runs), runs);
    }

    private static void print(PrintStream out, String title, List<Summary> summaries, int runs) {
        Summary peer = summaries.getFirst();
        out.printf(Locale.ROOT, "%s, %d runs each, in turns%n", title, runs);
        out.printf(
                Locale.ROOT,
                "  %-44s %9s %9s %9s %9s %8s %8s%n",
                "",
                "min ms",
                "median ms",
                "max ms",
                "cpu ms",
                "wall",
                "cpu");
        for (Summary summary : summaries) {
            out.printf(
                    Locale.ROOT,
                    "  %-44s %9.3f %9.3f %9.3f %9.3f %8s %8s%n",
                    summary.name(),
                    millis(summary.least()),
                    millis(summary.median()),
                    millis(summary.most()),
                    millis(summary.processor()),
                    ratio(summary.median(), peer.median()),
                    ratio(summary.processor(), peer.processor()));
        }
        out.println();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static String ratio(Duration duration, Duration peer) {
        return peer.isZero()
                ? "-"
                : String.format(
                        Locale.ROOT, "x %.3f", (double) duration.toNanos() / peer.toNanos());
    }
}
