package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.linux.tree.HostTree;

/// Reads the kernel's counters of its suspend attempts. Absent before Linux 5.4, which has them
/// only in debugfs.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `/sys/power/suspend_stats`.
public final class SuspendStatisticsReader {
    private static final String FOLDER = "/sys/power/suspend_stats/";

    private final HostTree tree;

    public SuspendStatisticsReader(HostTree tree) {
        this.tree = tree;
    }

    public SuspendStatistics read() {
        return new SuspendStatistics(
                success(),
                fail(),
                tree.line(FOLDER + "last_failed_dev"),
                tree.number(FOLDER + "last_failed_errno", Integer.MIN_VALUE, Integer.MAX_VALUE),
                tree.line(FOLDER + "last_failed_step"));
    }

    Reading<Long> success() {
        return tree.number(FOLDER + "success", 0, Long.MAX_VALUE);
    }

    Reading<Long> fail() {
        return tree.number(FOLDER + "fail", 0, Long.MAX_VALUE);
    }
}
