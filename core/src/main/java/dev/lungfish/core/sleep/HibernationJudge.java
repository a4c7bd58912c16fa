package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.sleep.SleepReadings.HibernationReadings;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges whether the kernel can write an image of memory and find it again. What the host's policy
/// says of it is not its business.
///
/// An image that can be written and not be read again is worse than none: the host would come back
/// as a fresh boot. So whatever makes that likely is a no.
///
/// **Source:** kernel `kernel/power/hibernate.c` (`hibernation_available`, `resume_store`),
/// `kernel/power/swap.c` (`swsusp_swap_check`), `Documentation/power/swsusp-and-swap-files.rst`.
final class HibernationJudge {
    private static final String UNSET_DEVICE = "0:0";

    private final Reading<Set<String>> state;
    private final HibernationReadings hibernation;
    private final Optional<LogindAnswer> logind;

    HibernationJudge(
            Reading<Set<String>> state,
            HibernationReadings hibernation,
            Reading<LogindAnswer> canHibernate) {
        this.state = state;
        this.hibernation = hibernation;
        this.logind = canHibernate.toOptional();
    }

    StateVerdict suspendToDisk() {
        Weighing weighing = new Weighing(SleepState.SUSPEND_TO_DISK);
        if (!(state instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return weighing.unknownFor(state);
        }
        weighing.rely(state);
        weighing.consider(hibernation.lockdown());
        Optional<StateVerdict> forbidden = forbiddenByTheKernel(weighing, words.contains("disk"));
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        if (!(hibernation.diskMode() instanceof Reading.Present<Choice>)) {
            return weighing.unknownFor(hibernation.diskMode());
        }
        weighing.rely(hibernation.diskMode());
        if (!(hibernation.swaps() instanceof Reading.Present<List<Swap>>(_, List<Swap> swaps, _))) {
            return weighing.unknownFor(hibernation.swaps());
        }
        weighing.rely(hibernation.swaps());
        return judgeSwaps(weighing, swaps);
    }

    private Optional<StateVerdict> forbiddenByTheKernel(Weighing weighing, boolean offered) {
        Optional<Choice> lockdown = hibernation.lockdown().toOptional();
        if (lockdown.filter(choice -> !choice.hasChosen("none")).isPresent()) {
            return Optional.of(
                    weighing.unsupported(
                            new HibernationReason.KernelLockedDown(lockdown.get().chosen())));
        }
        Optional<String> off = commandLineWord("nohibernate", "hibernate=no");
        if (off.isPresent()) {
            weighing.rely(hibernation.commandLine());
            return Optional.of(
                    weighing.unsupported(new HibernationReason.HibernationSwitchedOff(off.get())));
        }
        boolean disabled =
                hibernation
                        .diskMode()
                        .toOptional()
                        .filter(mode -> mode.hasChosen("disabled"))
                        .isPresent();
        if (offered && !disabled) {
            return Optional.empty();
        }
        weighing.consider(hibernation.diskMode());
        return Optional.of(
                weighing.unsupported(
                        disabled
                                ? new HibernationReason.HibernationDisabled()
                                : new HibernationReason.DiskNotOffered()));
    }

    private StateVerdict judgeSwaps(Weighing weighing, List<Swap> swaps) {
        if (swaps.isEmpty()) {
            return weighing.unsupported(new HibernationReason.NoSwap());
        }
        swaps.stream().flatMap(swap -> swap.backingEvidence().stream()).forEach(weighing::add);
        List<Swap> lasting =
                swaps.stream().filter(swap -> swap.backing() == Swap.Backing.LASTING).toList();
        if (lasting.isEmpty()) {
            boolean random =
                    swaps.stream().anyMatch(swap -> swap.backing() == Swap.Backing.RANDOM_KEY);
            return weighing.unsupported(
                    random
                            ? new HibernationReason.SwapKeyNotKept()
                            : new HibernationReason.SwapInMemory());
        }
        return judgeResume(weighing, lasting);
    }

    private StateVerdict judgeResume(Weighing weighing, List<Swap> swaps) {
        Optional<String> noResume = commandLineWord("noresume", "hibernate=noresume");
        if (noResume.isPresent()) {
            weighing.rely(hibernation.commandLine());
            return weighing.unsupported(new HibernationReason.ResumeSwitchedOff(noResume.get()));
        }
        Reading<String> resume = hibernation.resumeDevice();
        Optional<String> device =
                resume.toOptional().filter(number -> !number.equals(UNSET_DEVICE));
        Optional<String> named = commandLineValue("resume=");
        weighing.rely(resume);
        named.ifPresent(_ -> weighing.rely(hibernation.commandLine()));
        weighing.consider(hibernation.hibernateLocation());
        boolean located = hibernation.hibernateLocation().toOptional().orElse(false);
        if (device.isEmpty() && named.isEmpty() && !located) {
            return resumeNotSet(weighing, resume);
        }
        List<Swap> candidates =
                device.map(number ->
                                swaps.stream()
                                        .filter(swap ->
                                                swap.inFile()
                                                        || swap.device().isEmpty()
                                                        || swap.device().get().equals(number))
                                        .toList())
                        .orElse(swaps);
        if (candidates.isEmpty()) {
            return weighing.unsupported(
                    new HibernationReason.ResumeDeviceIsNoSwap(
                            device.orElse(""), swaps.stream().map(Swap::path).toList()));
        }
        Swap swap =
                candidates.stream()
                        .max((one, other) -> one.free().compareTo(other.free()))
                        .orElseThrow();
        return judgeOffset(weighing, swap, located);
    }

    private StateVerdict resumeNotSet(Weighing weighing, Reading<String> resume) {
        if (resume.toOptional().isEmpty()) {
            return weighing.unknown(
                    new HibernationReason.ResumeDeviceUnknown(SourceReason.of(resume)));
        }
        boolean efi = hibernation.efi().toOptional().orElse(false);
        if (efi && logind.filter(LogindAnswer.YES::equals).isPresent()) {
            weighing.rely(hibernation.efi());
            return weighing.unknown(new HibernationReason.ResumeByEfiUncertain());
        }
        return weighing.unsupported(new HibernationReason.ResumeDeviceNotSet());
    }

    private StateVerdict judgeOffset(Weighing weighing, Swap swap, boolean located) {
        boolean offsetSet =
                hibernation.resumeOffset().toOptional().filter(offset -> offset > 0).isPresent()
                        || commandLineValue("resume_offset=").isPresent();
        if (swap.inFile() && !offsetSet && !located) {
            weighing.rely(hibernation.resumeOffset());
            return weighing.unsupported(new HibernationReason.ResumeOffsetNotSet(swap.path()));
        }
        return judgeCapacity(weighing, swap);
    }

    private StateVerdict judgeCapacity(Weighing weighing, Swap swap) {
        if (!(hibernation.memory() instanceof Reading.Present<MemoryUse>(_, MemoryUse memory, _))) {
            return weighing.unknownFor(hibernation.memory());
        }
        weighing.rely(hibernation.memory());
        weighing.rely(hibernation.imageSize());
        if (hibernation.imageSize().broken()) {
            return weighing.unknownFor(hibernation.imageSize());
        }
        ImageFit fit = ImageFit.of(memory, hibernation.imageSize().toOptional(), swap.free());
        ByteCount free = swap.free();
        String path = swap.path();
        return switch (fit.verdict()) {
            case FITS ->
                    weighing.supported(new HibernationReason.ImageFits(fit.image(), free, path));
            case FITS_COMPRESSED ->
                    weighing.supported(
                            new HibernationReason.ImageFitsCompressed(fit.image(), free, path));
            case TOO_LARGE_AS_SET ->
                    weighing.unsupported(
                            new HibernationReason.SwapTooSmallAsSet(fit.image(), free, path));
            case TOO_LARGE ->
                    weighing.unsupported(
                            new HibernationReason.SwapTooSmall(
                                    fit.image(),
                                    free,
                                    path,
                                    ByteCount.larger(fit.image(), memory.activeAnonymous())));
        };
    }

    private Optional<String> commandLineWord(String... words) {
        return hibernation.commandLine().toOptional().stream()
                .flatMap(List::stream)
                .filter(word -> List.of(words).contains(word))
                .findFirst();
    }

    private Optional<String> commandLineValue(String prefix) {
        return hibernation.commandLine().toOptional().stream()
                .flatMap(List::stream)
                .filter(word -> word.startsWith(prefix) && word.length() > prefix.length())
                .findFirst();
    }
}
