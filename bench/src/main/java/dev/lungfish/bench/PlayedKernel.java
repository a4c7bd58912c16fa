package dev.lungfish.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// An emulated kernel of a recorded machine, in a thread: its clocks run, and a write to
/// `sys/power/state` is a sleep until the alarm, which takes no time. Records when the write was
/// seen.
final class PlayedKernel implements AutoCloseable {
    private static final String RTC = "sys/class/rtc/rtc0/";
    private static final String STATISTICS = "sys/power/suspend_stats/";
    private static final long TICK_NANOS = 20_000_000;
    private static final long LOOK_NANOS = 200_000;
    private static final long NEVER = 0;

    private final Path tree;
    private final String offered;
    private final long rtcAtStart;
    private final long began = System.nanoTime();
    private final AtomicLong seenAt = new AtomicLong(NEVER);
    private final Thread thread = new Thread(this::play, "kernel");
    private double slept;
    private long successes;
    private volatile boolean ended;

    private PlayedKernel(Path tree) throws IOException {
        this.tree = tree;
        this.offered = read("sys/power/state");
        this.rtcAtStart = Long.parseLong(read(RTC + "since_epoch"));
        Files.createDirectories(tree.resolve(STATISTICS));
        replace(STATISTICS + "success", "0");
        replace(STATISTICS + "fail", "0");
        replace("sys/power/pm_test", "[none] core processors platform devices freezer");
        replace("proc/sys/kernel/random/boot_id", "6d1f3f6c-0b57-4d3e-9a59-3f0c0e2b8a11");
        tick();
    }

    static PlayedKernel start(Path tree) throws IOException {
        PlayedKernel kernel = new PlayedKernel(tree);
        kernel.thread.setDaemon(true);
        kernel.thread.start();
        return kernel;
    }

    /// When the last write to `state` was seen, on the clock of [System#nanoTime]; call it once for
    /// each sleep.
    long takeSeenAt() {
        return seenAt.getAndSet(NEVER);
    }

    private void play() {
        long ticked = System.nanoTime();
        try {
            while (!ended) {
                if (read("sys/power/state").equals("mem")) {
                    boolean _ = seenAt.compareAndSet(NEVER, System.nanoTime());
                    sleep();
                }
                if (System.nanoTime() - ticked > TICK_NANOS) {
                    ticked = System.nanoTime();
                    tick();
                }
                // The write may be seen this late; a spinning thread would take a processor from
                // the measurement.
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sleep() throws IOException {
        Files.writeString(tree.resolve("sys/power/state"), offered + "\n");
        slept += Long.parseLong(read(RTC + "wakealarm")) - rtc() + 0.05;
        tick();
        replace(STATISTICS + "success", Long.toString(++successes));
    }

    private double rtc() {
        return rtcAtStart + (System.nanoTime() - began) / 1e9 + slept;
    }

    private void tick() throws IOException {
        double uptime = rtc() - rtcAtStart + 1000;
        replace("proc/uptime", String.format(Locale.ROOT, "%.2f 4000.00", uptime));
        replace(RTC + "since_epoch", Long.toString((long) rtc()));
        String alarm = read(RTC + "wakealarm");
        if (!alarm.isEmpty() && Long.parseLong(alarm) <= rtc()) {
            Files.writeString(tree.resolve(RTC + "wakealarm"), "");
        }
    }

    private String read(String path) throws IOException {
        return Files.readString(tree.resolve(path)).strip();
    }

    private void replace(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        ended = true;
    }
}
