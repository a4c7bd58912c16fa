package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
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
                            "kernel lockdown ("
                                    + lockdown.get().chosen().orElse("active")
                                    + ", as Secure Boot brings it about) forbids hibernation",
                            "nothing short of turning lockdown off (Secure Boot in the firmware"
                                    + " setup, lockdown= on the kernel command line)"));
        }
        Optional<String> off = commandLineWord("nohibernate", "hibernate=no");
        if (off.isPresent()) {
            weighing.rely(hibernation.commandLine());
            return Optional.of(
                    weighing.unsupported(
                            "hibernation is switched off by '"
                                    + off.get()
                                    + "' on the kernel command line",
                            "remove it from the boot loader's configuration and start the host"
                                    + " again"));
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
                                ? "the kernel has disabled hibernation (/sys/power/disk says"
                                        + " [disabled])"
                                : "the kernel does not offer 'disk'",
                        "a kernel with CONFIG_HIBERNATION, no lockdown and no 'nohibernate' on its"
                                + " command line; secret memory in use (memfd_secret) also disables"
                                + " it"));
    }

    private StateVerdict judgeSwaps(Weighing weighing, List<Swap> swaps) {
        if (swaps.isEmpty()) {
            return weighing.unsupported(
                    "no swap is active, so there is nowhere to write the image",
                    "add a swap partition or file as large as memory (mkswap, swapon, /etc/fstab)"
                            + " and name it in resume=");
        }
        swaps.stream().flatMap(swap -> swap.backingEvidence().stream()).forEach(weighing::add);
        List<Swap> lasting =
                swaps.stream().filter(swap -> swap.backing() == Swap.Backing.LASTING).toList();
        if (lasting.isEmpty()) {
            boolean random =
                    swaps.stream().anyMatch(swap -> swap.backing() == Swap.Backing.RANDOM_KEY);
            return random
                    ? weighing.unsupported(
                            "the swap is encrypted with a key that is made anew at each boot: the"
                                    + " image could never be read again",
                            "encrypt the swap with a lasting key (LUKS) that the initramfs unlocks"
                                    + " before it resumes")
                    : weighing.unsupported(
                            "the only swap is compressed memory (zram), which is gone with the"
                                    + " power",
                            "add a swap partition or file on a disk");
        }
        return judgeResume(weighing, lasting);
    }

    private StateVerdict judgeResume(Weighing weighing, List<Swap> swaps) {
        Optional<String> noResume = commandLineWord("noresume", "hibernate=noresume");
        if (noResume.isPresent()) {
            weighing.rely(hibernation.commandLine());
            return weighing.unsupported(
                    "'"
                            + noResume.get()
                            + "' on the kernel command line makes each boot ignore the image",
                    "remove it from the boot loader's configuration and start the host again");
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
                    "the resume device "
                            + device.orElse("")
                            + " is none of the active swap areas ("
                            + String.join(", ", swaps.stream().map(Swap::path).toList())
                            + ")",
                    "activate the swap that resume= names, or name an active one");
        }
        Swap swap =
                candidates.stream()
                        .max((one, other) -> one.free().compareTo(other.free()))
                        .orElseThrow();
        return judgeOffset(weighing, swap, located);
    }

    private StateVerdict resumeNotSet(Weighing weighing, Reading<String> resume) {
        String remedy =
                "put resume=UUID=... (of the swap) on the kernel command line, rebuild the"
                        + " initramfs and start the host again";
        if (resume.toOptional().isEmpty()) {
            return weighing.unknown(
                    "whether a boot would find the image is not known: "
                            + resume.source()
                            + " "
                            + resume.found()
                            + ", and the kernel command line names no resume device",
                    remedy);
        }
        boolean efi = hibernation.efi().toOptional().orElse(false);
        if (efi && logind.filter(LogindAnswer.YES::equals).isPresent()) {
            weighing.rely(hibernation.efi());
            return weighing.unknown(
                    "no resume device is set; since version 255 systemd-logind, which answers yes,"
                            + " notes the place of the image in an EFI variable, before that a boot"
                            + " would not find it",
                    remedy);
        }
        return weighing.unsupported(
                "no resume device is set: the image would be written, and the next boot would not"
                        + " find it",
                remedy);
    }

    private StateVerdict judgeOffset(Weighing weighing, Swap swap, boolean located) {
        boolean offsetSet =
                hibernation.resumeOffset().toOptional().filter(offset -> offset > 0).isPresent()
                        || commandLineValue("resume_offset=").isPresent();
        if (swap.inFile() && !offsetSet && !located) {
            weighing.rely(hibernation.resumeOffset());
            return weighing.unsupported(
                    "the swap is the file "
                            + swap.path()
                            + ", and no resume_offset says where in its file system it"
                            + " lies",
                    "put resume_offset=... on the kernel command line (filefrag -v "
                            + swap.path()
                            + ", first physical block; on btrfs: btrfs inspect-internal"
                            + " map-swapfile -r)");
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
        String sizes =
                "an image of up to "
                        + fit.image()
                        + " against "
                        + swap.free()
                        + " free in the swap "
                        + swap.path();
        return switch (fit.verdict()) {
            case FITS ->
                    weighing.supported("the kernel offers 'disk', and the image fits: " + sizes);
            case FITS_COMPRESSED ->
                    weighing.supported(
                            "the kernel offers 'disk'; the image fits only because the kernel"
                                    + " compresses it: "
                                    + sizes,
                            "a larger swap would be safer");
            case TOO_LARGE_AS_SET ->
                    weighing.unsupported(
                            "the swap is too small for what is in memory as the kernel is set: "
                                    + sizes,
                            "echo 0 > /sys/power/image_size makes the kernel write as little as it"
                                    + " can; or enlarge the swap");
            case TOO_LARGE ->
                    weighing.unsupported(
                            "the swap is too small for what is in memory: " + sizes,
                            "enlarge the swap to at least "
                                    + ByteCount.larger(fit.image(), memory.activeAnonymous())
                                    + ", or stop some programs");
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
