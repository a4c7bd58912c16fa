package dev.lungfish.bench.fleet;

import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.Outside;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// What a controller decides and keeps of a large fleet, without connections: check-ins at an even
/// rate and ticks, with SQLite that syncs.
public final class LoopBench {
    private static final Duration TICK = Duration.ofMillis(500);

    private LoopBench() {}

    /// A loop that has these hosts, none of which has called yet.
    static FleetLoop enrolled(Store store, List<HostTable.Row> rows) {
        boolean _ =
                store.enrolling(transaction -> {
                    rows.forEach(transaction.hosts()::put);
                    return true;
                });
        return new FleetLoop(
                store,
                ServedFleet.settings(),
                Outside.NOWHERE,
                InstantSource.system(),
                new SecureRandom(),
                _ -> {});
    }

    /// Measures and prints.
    ///
    /// @param arguments how many hosts, how many check-ins a second, and for how many seconds
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lungfish-loop");
        Store store = Store.open("jdbc:sqlite:" + folder.resolve("fleet.db"));
        int hosts = Integer.parseInt(arguments[0]);
        List<HostTable.Row> rows = rows(hosts);
        FleetLoop loop = enrolled(store, rows);
        Figures figures = new Figures();
        Figures ticks = new Figures();
        long began = System.nanoTime();
        round(loop, rows, hosts, new Figures(), new Figures(), Duration.ofSeconds(1));
        System.out.println(
                "all %,d called for the first time in %d ms"
                        .formatted(hosts, (System.nanoTime() - began) / 1_000_000));
        figures.begin();
        ticks.begin();
        round(
                loop,
                rows,
                Integer.parseInt(arguments[1]),
                figures,
                ticks,
                Duration.ofSeconds(Long.parseLong(arguments[2])));
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println(
                "%,d check-ins: p50 %.1f ms, p99 %.1f ms, most %.1f ms; %,d ticks: p50 %.1f ms, most %.1f ms; %d MiB of heap in use; load average %s"
                        .formatted(
                                figures.count(),
                                millis(figures, 0.5),
                                millis(figures, 0.99),
                                millis(figures, 1),
                                ticks.count(),
                                millis(ticks, 0.5),
                                millis(ticks, 1),
                                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]));
        store.close();
        remove(folder);
        System.exit(0);
    }

    private static double millis(Figures figures, double share) {
        return figures.quantile(share).toNanos() / 1e6;
    }

    static List<HostTable.Row> rows(int hosts) {
        List<HostTable.Row> rows = new ArrayList<>();
        for (int number = 0; number < hosts; number++) {
            rows.add(
                    new HostTable.Row(
                            "id" + number,
                            LoadHost.name(number),
                            Optional.empty(),
                            "print" + number,
                            "-".repeat(178),
                            Instant.EPOCH,
                            Optional.empty()));
        }
        return rows;
    }

    /// Check-ins at an even rate, one host after the other, and ticks beside them.
    private static void round(
            FleetLoop loop,
            List<HostTable.Row> rows,
            int rate,
            Figures figures,
            Figures ticks,
            Duration length)
            throws Exception {
        long start = System.nanoTime();
        long calls = rate * length.toMillis() / 1000;
        AtomicLong open = new AtomicLong(calls);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> _ =
                    threads.submit(() -> {
                        while (open.get() > 0) {
                            long began = System.nanoTime();
                            loop.tick();
                            ticks.took(System.nanoTime() - began);
                            LockSupport.parkNanos(TICK.toNanos());
                        }
                    });
            for (long i = 0; i < calls; i++) {
                long due = start + i * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int number = (int) (i % rows.size());
                Future<?> _ =
                        threads.submit(() -> {
                            long began = System.nanoTime();
                            Verdict _ = loop.checkIn(rows.get(number), LoadHost.words(number));
                            figures.took(System.nanoTime() - began);
                            long _ = open.decrementAndGet();
                        });
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
