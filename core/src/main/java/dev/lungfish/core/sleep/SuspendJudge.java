package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
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
            return weighing.supported("the kernel offers 'freeze'");
        }
        if (words.contains("mem") && memorySleepOffers("s2idle")) {
            weighing.rely(kernel.memorySleep());
            return weighing.supported("the kernel's 'mem' can be suspend-to-idle");
        }
        return weighing.unsupported(nothingOffered(words, "freeze"), kernelRemedy(words));
    }

    StateVerdict standby() {
        Weighing weighing = new Weighing(SleepState.STANDBY);
        if (!(kernel.state() instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return weighing.unknownFor(kernel.state());
        }
        weighing.rely(kernel.state());
        if (words.contains("standby")) {
            return weighing.supported("the kernel offers 'standby'");
        }
        if (words.contains("mem") && memorySleepOffers("shallow")) {
            weighing.rely(kernel.memorySleep());
            return weighing.supported("the kernel's 'mem' can be standby ('shallow')");
        }
        return weighing.unsupported(
                nothingOffered(words, "standby"), words.isEmpty() ? kernelRemedy(words) : "");
    }

    StateVerdict suspendToRam() {
        Weighing weighing = new Weighing(SleepState.SUSPEND_TO_RAM);
        if (!(kernel.state() instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return weighing.unknownFor(kernel.state());
        }
        weighing.rely(kernel.state());
        if (!words.contains("mem")) {
            return weighing.unsupported(nothingOffered(words, "mem"), kernelRemedy(words));
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
            return weighing.unsupported(
                    "the kernel's 'mem' is only "
                            + String.join(" or ", choice.offered())
                            + " on this host (/sys/power/mem_sleep): its platform offers no"
                            + " suspend-to-RAM",
                    "on a PC, look for an S3 or 'Linux sleep' switch in the firmware setup;"
                            + " suspend-to-idle is what this host has");
        }
        if (choice.hasChosen("deep")) {
            return weighing.supported("the kernel's 'mem' is 'deep'");
        }
        return weighing.supported(
                "the kernel's 'mem' can be 'deep', and is "
                        + choice.chosen().orElse("something else")
                        + " as it is set",
                "to make it the default: echo deep > /sys/power/mem_sleep, or"
                        + " mem_sleep_default=deep on the kernel command line");
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
        return hasTheFile
                ? weighing.unknown(
                        "what 'mem' means is not known: /sys/power/mem_sleep does not exist, though"
                                + " every kernel since "
                                + FIRST_WITH_MEMORY_SLEEP
                                + " has it",
                        "look at /sys/power/mem_sleep on this host")
                : weighing.supported(
                        "the kernel offers 'mem', which is always suspend-to-RAM on kernels before "
                                + FIRST_WITH_MEMORY_SLEEP);
    }

    private boolean memorySleepOffers(String word) {
        return kernel.memorySleep().toOptional().filter(choice -> choice.offers(word)).isPresent();
    }

    private static String nothingOffered(Set<String> words, String wanted) {
        return words.isEmpty()
                ? "the kernel offers no sleep state at all"
                : "the kernel does not offer '"
                        + wanted
                        + "', only "
                        + String.join(", ", words.stream().sorted().toList());
    }

    private static String kernelRemedy(Set<String> words) {
        return words.isEmpty()
                ? "nothing on this host: its kernel was built without suspend, or its platform"
                        + " (some virtual machines) has none"
                : "a kernel with CONFIG_SUSPEND, and firmware that offers the state";
    }
}
