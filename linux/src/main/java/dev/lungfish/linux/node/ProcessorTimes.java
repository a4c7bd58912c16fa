package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.util.Optional;

/// How processors have spent their time since the host started.
///
/// The kernel counts in ticks of a hundredth of a second for programs (`USER_HZ`), on all that
/// libvirt runs on except alpha and ia64.
///
/// **Source:** Linux `Documentation/filesystems/proc.rst`, 1.7; libvirt 9.0
/// `src/util/virhostcpu.c`, `virHostCPUGetStatsLinux()`, for the grouping.
///
/// @param kernel includes interrupts
/// @param user includes lowered priority
public record ProcessorTimes(Duration kernel, Duration user, Duration idle, Duration ioWait) {
    /// The file that is read.
    public static final String SOURCE = "/proc/stat";

    private static final Duration TICK = Duration.ofMillis(10);

    /// Some hundred thousand years.
    private static final long TICKS_LIMIT = 1L << 50;

    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int INTERRUPT = 6;
    private static final int SOFT_INTERRUPT = 7;

    /// Those of all processors together.
    public static Reading<Optional<ProcessorTimes>> ofAll(HostTree tree) {
        return read(tree, "cpu");
    }

    /// Those of one processor; empty if the kernel does not list it, for example if it is offline.
    public static Reading<Optional<ProcessorTimes>> ofOne(HostTree tree, int processor) {
        return read(tree, "cpu" + processor);
    }

    private static Reading<Optional<ProcessorTimes>> read(HostTree tree, String name) {
        return tree.text(SOURCE)
                .map(text ->
                        text.lines()
                                .filter(line -> line.startsWith(name + " "))
                                .map(line -> line.split(" +", -1))
                                .filter(fields -> fields.length > IDLE)
                                .findFirst()
                                .map(ProcessorTimes::parse));
    }

    private static ProcessorTimes parse(String[] fields) {
        return new ProcessorTimes(
                time(fields, SYSTEM)
                        .plus(time(fields, INTERRUPT))
                        .plus(time(fields, SOFT_INTERRUPT)),
                time(fields, USER).plus(time(fields, NICE)),
                time(fields, IDLE),
                time(fields, IO_WAIT));
    }

    /// Old kernels have fewer fields.
    private static Duration time(String[] fields, int place) {
        if (place >= fields.length) {
            return Duration.ZERO;
        }
        try {
            long ticks = Long.parseLong(fields[place].strip());
            if (ticks >= 0 && ticks <= TICKS_LIMIT) {
                return TICK.multipliedBy(ticks);
            }
        } catch (NumberFormatException _) {
            // Reported below, like a number out of range.
        }
        throw new IllegalArgumentException(
                "a count of ticks expected, found " + HostTree.quote(fields[place]));
    }
}
