package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.HibernationReason.HybridReason;
import dev.lungfish.core.sleep.SleepReadings.KernelReadings;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.Set;

/// Judges whether the kernel can write an image and then suspend to RAM in place of switching off.
///
/// **Source:** kernel `kernel/power/hibernate.c`, mode `suspend` of `/sys/power/disk`.
final class HybridJudge {
    private final KernelReadings kernel;
    private final Reading<Choice> diskMode;

    HybridJudge(KernelReadings kernel, Reading<Choice> diskMode) {
        this.kernel = kernel;
        this.diskMode = diskMode;
    }

    /// The verdict.
    ///
    /// @param suspendToDisk what the kernel can do of its half
    StateVerdict hybrid(StateVerdict suspendToDisk) {
        Weighing weighing = new Weighing(SleepState.HYBRID);
        suspendToDisk.evidence().forEach(weighing::add);
        if (suspendToDisk.support() != Support.SUPPORTED) {
            return weighing.verdict(
                    suspendToDisk.support(),
                    new HybridReason.DiskHalfMissing(
                            suspendToDisk.support(), suspendToDisk.reason()));
        }
        boolean suspends = diskMode.toOptional().filter(mode -> mode.offers("suspend")).isPresent();
        boolean memory = kernel.state().toOptional().orElse(Set.of()).contains("mem");
        if (!suspends || !memory) {
            return weighing.unsupported(
                    suspends
                            ? new HybridReason.MemHalfMissing()
                            : new HybridReason.DiskNeverSuspends());
        }
        weighing.consider(kernel.memorySleep());
        boolean deep =
                kernel.memorySleep().toOptional().map(choice -> choice.offers("deep")).orElse(true);
        return weighing.supported(new HybridReason.DiskCanSuspend(!deep));
    }
}
