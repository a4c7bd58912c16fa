package dev.lungfish.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/// Reads how much processor time this process, the commands that it has run, and one daemon have
/// used.
///
/// **Source:** proc(5), `/proc/pid/stat`: fields 14 to 17 are utime, stime, cutime and cstime, in
/// clock ticks of 10 ms (`USER_HZ` is 100 wherever Linux shows it to programs).
///
/// @param daemon the process id of the daemon; empty if none works for the workload
record ProcessorClock(OptionalLong daemon) {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int USER_TIME = 14;

    Duration read() throws IOException {
        long ticks = ticks("self", 4);
        if (daemon.isPresent()) {
            ticks += ticks(Long.toString(daemon.getAsLong()), 2);
        }
        return TICK.multipliedBy(ticks);
    }

    private static long ticks(String process, int fields) throws IOException {
        String stat = Files.readString(Path.of("/proc", process, "stat"));
        // The second field is the program's name in parentheses, which may hold spaces.
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = 0; field < fields; field++) {
            ticks += Long.parseLong(words[USER_TIME - 3 + field]);
        }
        return ticks;
    }
}
