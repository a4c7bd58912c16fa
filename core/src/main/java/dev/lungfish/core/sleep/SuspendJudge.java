package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.KernelReadings;
import dev.lungfish.core.sleep.SleepReadings.KernelRelease;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.Set;

/// Judges what the kernel can do of the states in which memory stays powered. What the host's
/// policy says of it is not its business.
///
/// **Source:** kernel `Documentation/admin-guide/pm/sleep-states.rst`, `kernel/power/suspend.c`.
final class SuspendJudge {
    /// Since this release every kernel that can suspend has `/sys/power/mem_sleep`; before it,
    /// `mem` was always the platform's suspend-to-RAM.
    private static final KernelRelease FIRST_WITH_MEMORY_SLEEP = new KernelRelease(4, 10);

    private final KernelReadings kernel;

    SuspendJudge(KernelReadings kernel) {
        this.kernel = kernel;
    }

    StateVerdict suspendToIdle() {
        Weighing weighing = new Weighing(SleepState.SUSPEND_TO_IDLE);
        if (!(kernel.state() instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return weighing.unknownFor(kernel.state());
        }
        weighing.rely(kernel.state());
        if (words.contains("freeze")) {
            return weighing.supported(new SuspendReason.StateOffered("freeze"));
        }
        if (words.contains("mem") && memorySleepOffers("s2idle")) {
            weighing.rely(kernel.memorySleep());
            return weighing.supported(new SuspendReason.MemCanBeIdle());
        }
        return weighing.unsupported(notOffered(words, "freeze"));
    }

    StateVerdict standby() {
        Weighing weighing = new Weighing(SleepState.STANDBY);
        if (!(kernel.state() instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return weighing.unknownFor(kernel.state());
        }
        weighing.rely(kernel.state());
        if (words.contains("standby")) {
            return weighing.supported(new SuspendReason.StateOffered("standby"));
        }
        if (words.contains("mem") && memorySleepOffers("shallow")) {
            weighing.rely(kernel.memorySleep());
            return weighing.supported(new SuspendReason.MemCanBeStandby());
        }
        return weighing.unsupported(notOffered(words, "standby"));
    }

    StateVerdict suspendToRam() {
        Weighing weighing = new Weighing(SleepState.SUSPEND_TO_RAM);
        if (!(kernel.state() instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return weighing.unknownFor(kernel.state());
        }
        weighing.rely(kernel.state());
        if (!words.contains("mem")) {
            return weighing.unsupported(notOffered(words, "mem"));
        }
        return switch (kernel.memorySleep()) {
            case Reading.Present<Choice>(_, Choice choice, _) -> {
                weighing.rely(kernel.memorySleep());
                yield judgeMemorySleep(weighing, choice);
            }
            case Reading.Absent<Choice> _ -> withoutMemorySleep(weighing);
            case Reading.Denied<Choice> _, Reading.Malformed<Choice> _, Reading.Failed<Choice> _ ->
                    weighing.unknownFor(kernel.memorySleep());
        };
    }

    private static StateVerdict judgeMemorySleep(Weighing weighing, Choice choice) {
        if (!choice.offers("deep")) {
            return weighing.unsupported(new SuspendReason.MemNeverDeep(choice.offered()));
        }
        return weighing.supported(
                choice.hasChosen("deep")
                        ? new SuspendReason.MemIsDeep()
                        : new SuspendReason.MemCanBeDeep(choice.chosen()));
    }

    private StateVerdict withoutMemorySleep(Weighing weighing) {
        weighing.rely(kernel.memorySleep());
        weighing.consider(kernel.release());
        boolean hasTheFile =
                kernel.release()
                        .toOptional()
                        .filter(release ->
                                !release.isBefore(
                                        FIRST_WITH_MEMORY_SLEEP.major(),
                                        FIRST_WITH_MEMORY_SLEEP.minor()))
                        .isPresent();
        String since = FIRST_WITH_MEMORY_SLEEP.toString();
        return hasTheFile
                ? weighing.unknown(new SuspendReason.MemMeaningUnknown(since))
                : weighing.supported(new SuspendReason.MemAlwaysDeep(since));
    }

    private boolean memorySleepOffers(String word) {
        return kernel.memorySleep().toOptional().filter(choice -> choice.offers(word)).isPresent();
    }

    private static SuspendReason notOffered(Set<String> words, String wanted) {
        return words.isEmpty()
                ? new SuspendReason.NoStateOffered()
                : new SuspendReason.StateNotOffered(wanted, words.stream().sorted().toList());
    }
}
