package dev.lungfish.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Compares what it costs to open a connection to libvirtd directly and through the relay, in
/// turns.
final class RelayedOpens {
    private static final int WARM_UP = 100;
    private static final int SINGLE = 200;
    private static final int CLIENTS = 500;
    private static final int CROWDS = 7;

    private final PrintStream out;

    RelayedOpens(PrintStream out) {
        this.out = out;
    }

    /// A server and a way to it.
    record Side(OpenLoad.Way direct, OpenLoad.Way relayed) {}

    private interface Opening {
        Duration by(OpenLoad.Way way) throws IOException, InterruptedException;
    }

    void run(Side unix, Side tls) throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "%-30s %12s %12s %8s%n",
                "opens, median ms",
                "libvirtd",
                "relayed",
                "ratio");
        row("one, Unix socket", unix, OpenLoad::once, WARM_UP, SINGLE);
        row("one, TLS", tls, OpenLoad::once, WARM_UP, SINGLE);
        row(
                "%d at once, Unix socket".formatted(CLIENTS),
                unix,
                way -> OpenLoad.atOnce(way, CLIENTS),
                2,
                CROWDS);
        row(
                "%d at once, TLS".formatted(CLIENTS),
                tls,
                way -> OpenLoad.atOnce(way, CLIENTS),
                1,
                CROWDS);
        out.println();
    }

    private void row(String name, Side side, Opening opening, int warmUp, int turns)
            throws IOException, InterruptedException {
        List<Duration> direct = new ArrayList<>();
        List<Duration> relayed = new ArrayList<>();
        for (int i = 0; i < warmUp + turns; i++) {
            direct.add(opening.by(side.direct()));
            relayed.add(opening.by(side.relayed()));
        }
        double peer = median(direct.subList(warmUp, direct.size()));
        double ours = median(relayed.subList(warmUp, relayed.size()));
        out.printf(
                Locale.ROOT,
                "%-30s %12.2f %12.2f %8s%n",
                name,
                peer,
                ours,
                String.format(Locale.ROOT, "x %.2f", ours / peer));
    }

    private static double median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2).toNanos() / 1e6;
    }
}
