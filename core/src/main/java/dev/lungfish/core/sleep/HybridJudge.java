package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
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
        if (suspendToDisk.support() == Support.UNSUPPORTED) {
            return weighing.unsupported(
                    "it needs suspend-to-disk, and " + suspendToDisk.reason(),
                    suspendToDisk.remedy());
        }
        if (suspendToDisk.support() == Support.UNKNOWN) {
            return weighing.unknown(
                    "it needs suspend-to-disk, which is unknown: " + suspendToDisk.reason(),
                    suspendToDisk.remedy());
        }
        boolean suspends = diskMode.toOptional().filter(mode -> mode.offers("suspend")).isPresent();
        boolean memory = kernel.state().toOptional().orElse(Set.of()).contains("mem");
        if (!suspends || !memory) {
            return weighing.unsupported(
                    suspends
                            ? "the kernel does not offer 'mem', so it can't suspend after the image"
                                    + " is written"
                            : "/sys/power/disk does not offer 'suspend'",
                    "a kernel with CONFIG_SUSPEND and CONFIG_HIBERNATION");
        }
        weighing.consider(kernel.memorySleep());
        boolean deep =
                kernel.memorySleep().toOptional().map(choice -> choice.offers("deep")).orElse(true);
        return weighing.supported(
                deep
                        ? "suspend-to-disk works, and the kernel can suspend to RAM after the image"
                                + " is written"
                        : "suspend-to-disk works, and the kernel can suspend after the image is"
                                + " written, though only to idle");
    }
}
