package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.sleep.SleepReadings.HibernationReadings;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.Comparator;
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

    private static final List<Swap.Backing> BEST_FIRST =
            List.of(
                    Swap.Backing.LASTING,
                    Swap.Backing.NOT_RECOGNISED,
                    Swap.Backing.RANDOM_KEY,
                    Swap.Backing.ZFS_VOLUME,
                    Swap.Backing.NETWORK,
                    Swap.Backing.MEMORY,
                    Swap.Backing.COMPRESSED_MEMORY);

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
        Optional<Swap> best =
                swaps.stream()
                        .min(Comparator.comparingInt(swap -> BEST_FIRST.indexOf(swap.backing())));
        return best.map(swap -> unusable(weighing, swap))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .orElseGet(() -> judgeResume(weighing, swaps));
    }

    /// What speaks against an image in a swap, whatever names it.
    private static Optional<StateVerdict> unusable(Weighing weighing, Swap swap) {
        String path = swap.path();
        return switch (swap.backing()) {
            case LASTING -> Optional.empty();
            case NOT_RECOGNISED ->
                    Optional.of(weighing.unknown(new HibernationReason.SwapNotRecognised(path)));
            case RANDOM_KEY ->
                    Optional.of(weighing.unsupported(new HibernationReason.SwapKeyNotKept()));
            case COMPRESSED_MEMORY ->
                    Optional.of(weighing.unsupported(new HibernationReason.SwapInMemory()));
            case MEMORY ->
                    Optional.of(weighing.unsupported(new HibernationReason.SwapInRamDisk(path)));
            case NETWORK ->
                    Optional.of(weighing.unsupported(new HibernationReason.SwapOnNetwork(path)));
            case ZFS_VOLUME ->
                    Optional.of(weighing.unsupported(new HibernationReason.SwapOnZfsVolume(path)));
        };
    }

    private StateVerdict judgeResume(Weighing weighing, List<Swap> swaps) {
        Optional<String> noResume = commandLineWord("noresume", "hibernate=noresume");
        if (noResume.isPresent()) {
            weighing.rely(hibernation.commandLine());
            return weighing.unsupported(new HibernationReason.ResumeSwitchedOff(noResume.get()));
        }
        Reading<String> resume = hibernation.resumeDevice();
        Optional<String> named = commandLineValue("resume=");
        weighing.rely(resume);
        named.ifPresent(_ -> weighing.rely(hibernation.commandLine()));
        weighing.consider(hibernation.hibernateLocation());
        if (resume.toOptional().isEmpty()) {
            return weighing.unknown(
                    new HibernationReason.ResumeDeviceUnknown(SourceReason.of(resume)));
        }
        String device = resume.toOptional().get();
        if (device.equals(UNSET_DEVICE)) {
            return named.map(option ->
                            weighing.unknown(
                                    new HibernationReason.ResumeNamedNotSet(
                                            option, swaps.getFirst().path())))
                    .orElseGet(() -> resumeNotSet(weighing, swaps.getFirst()));
        }
        weighing.consider(hibernation.resumeOffset());
        return hibernation.resumeOffset().broken()
                ? weighing.unknownFor(hibernation.resumeOffset())
                : judgePlace(weighing, swaps, new Swap.Place(device, resumeOffset()));
    }

    /// Nothing tells a boot where the image is; systemd 255 and newer may.
    private StateVerdict resumeNotSet(Weighing weighing, Swap taken) {
        boolean efi = hibernation.efi().toOptional().orElse(false);
        if (efi && logindSaysYes()) {
            weighing.rely(hibernation.efi());
            return weighing.unknown(new HibernationReason.ResumeByEfiUncertain());
        }
        return weighing.unsupported(new HibernationReason.ResumeDeviceNotSet(taken.path()));
    }

    /// The kernel takes the swap that begins where it was told, and no other.
    private StateVerdict judgePlace(Weighing weighing, List<Swap> swaps, Swap.Place named) {
        for (Swap swap : swaps) {
            if (swap.place().filter(named::equals).isPresent()) {
                return unusable(weighing, swap).orElseGet(() -> judgeCapacity(weighing, swap));
            }
        }
        return swaps.stream()
                .filter(swap -> mayBeAt(swap, named))
                .findFirst()
                .map(swap -> unplaced(weighing, swap, named))
                .orElseGet(() -> weighing.unsupported(elsewhere(swaps, named)));
    }

    private static boolean mayBeAt(Swap swap, Swap.Place named) {
        return swap.place().isEmpty()
                && swap.device().filter(device -> !device.equals(named.device())).isEmpty()
                && (named.offset() > 0) == swap.inFile();
    }

    /// A swap whose place could not be found out. Since version 246 systemd-logind looks for it,
    /// and says yes only where it is the one that was named (`src/shared/sleep-config.c`,
    /// `find_hibernate_location()`).
    private StateVerdict unplaced(Weighing weighing, Swap swap, Swap.Place named) {
        return logindSaysYes() && swap.inFile()
                ? unusable(weighing, swap).orElseGet(() -> judgeCapacity(weighing, swap))
                : weighing.unknown(
                        new HibernationReason.SwapPlaceUnknown(named.toString(), swap.path()));
    }

    private static HibernationReason elsewhere(List<Swap> swaps, Swap.Place named) {
        Optional<Swap> file = swaps.stream().filter(Swap::inFile).findFirst();
        if (named.offset() == 0 && file.isPresent() && onDevice(file.get(), named)) {
            return new HibernationReason.ResumeOffsetNotSet(file.get().path());
        }
        return swaps.stream()
                .filter(swap -> swap.inFile() || onDevice(swap, named))
                .flatMap(swap ->
                        swap.place().stream()
                                .map(place ->
                                        new HibernationReason.ResumePlaceIsNoSwap(
                                                named.toString(), swap.path(), place.toString())))
                .findFirst()
                .<HibernationReason>map(reason -> reason)
                .orElseGet(() ->
                        new HibernationReason.ResumeDeviceIsNoSwap(
                                named.device(), swaps.stream().map(Swap::path).toList()));
    }

    private static boolean onDevice(Swap swap, Swap.Place named) {
        return swap.device().filter(device -> !device.equals(named.device())).isEmpty();
    }

    /// Kernels before 4.17 do not show the offset that their command line gave them.
    private long resumeOffset() {
        return hibernation
                .resumeOffset()
                .toOptional()
                .orElseGet(() ->
                        commandLineValue("resume_offset=")
                                .map(word -> word.substring(word.indexOf('=') + 1))
                                .filter(number -> number.matches("\\d{1,18}"))
                                .map(Long::parseLong)
                                .orElse(0L));
    }

    private boolean logindSaysYes() {
        return logind.filter(LogindAnswer.YES::equals).isPresent();
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
            case FITS -> fits(weighing, new HibernationReason.ImageFits(fit.image(), free, path));
            case FITS_COMPRESSED ->
                    fits(
                            weighing,
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

    /// A pool that the image holds as imported is damaged by an initramfs that imports it before it
    /// looks for the image (openzfs/zfs#12842); NixOS sets `nohibernate` for that reason.
    private StateVerdict fits(Weighing weighing, HibernationReason reason) {
        weighing.consider(hibernation.zfs());
        return weighing.supported(
                hibernation.zfs().toOptional().isPresent()
                        ? new HibernationReason.ZfsInUse(reason)
                        : reason);
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
