package dev.lungfish.linux.power;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import java.util.List;

/// Puts the host to sleep by writing `/sys/power/state`.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `/sys/power/state`.
@FunctionalInterface
public interface KernelSleep {
    /// Sleeps, and returns when the host is awake again or was not put to sleep.
    ///
    /// @param rtc the RTC whose alarm will end the sleep: `rtc0`; without an alarm, the RTC whose
    ///   time shows the sleep on a record with an emulated kernel
    Answer.Entry enter(SleepState state, String rtc);

    /// For a host: the kernel itself, or an emulated one for a record.
    static KernelSleep of(HostTree tree, HostWriter writer, HostClocks clocks) {
        return tree.isLive()
                ? new LiveKernelSleep(tree, writer)
                : new RecordedKernelSleep(
                        tree, writer, clocks, RecordedKernelSleep.Patience.usual());
    }

    /// The files that are written; open them beforehand.
    static List<String> files(HostTree tree) {
        return tree.isLive() && tree.exists(LiveKernelSleep.WAKEUP_COUNT)
                ? List.of(KernelSleepReader.STATE, LiveKernelSleep.WAKEUP_COUNT)
                : List.of(KernelSleepReader.STATE);
    }
}
