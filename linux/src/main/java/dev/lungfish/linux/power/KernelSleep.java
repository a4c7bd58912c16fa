package dev.lungfish.linux.power;

import dev.lungfish.core.procedure.Answer;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import java.util.List;

/// Puts the host to sleep by a word in `/sys/power/state`.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `/sys/power/state`.
@FunctionalInterface
public interface KernelSleep {
    /// Sleeps, and comes back when the host is awake again or was not put to sleep.
    ///
    /// @param rtc whose alarm is to end the sleep: `rtc0`; where none is, whose time tells on a
    ///   record that somebody plays
    Answer.Entry enter(SleepState state, String rtc);

    /// That of a host: the kernel itself, or whoever plays it on a record.
    static KernelSleep of(HostTree tree, HostWriter writer, HostClocks clocks) {
        return tree.isLive()
                ? new LiveKernelSleep(tree, writer)
                : new RecordedKernelSleep(
                        tree, writer, clocks, RecordedKernelSleep.Patience.usual());
    }

    /// The files that are written, to be opened beforehand.
    static List<String> files(HostTree tree) {
        return tree.isLive() && tree.exists(LiveKernelSleep.WAKEUP_COUNT)
                ? List.of(KernelSleepReader.STATE, LiveKernelSleep.WAKEUP_COUNT)
                : List.of(KernelSleepReader.STATE);
    }
}
