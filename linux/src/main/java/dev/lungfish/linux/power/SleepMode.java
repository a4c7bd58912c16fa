package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that decide what a word of `/sys/power/state` means: reads and changes them. For an
/// image that is written by the kernel's file these are also the two that name its place: where
/// they name none, the kernel takes the swap that was switched on first, zram as well, and keeps
/// that for the next time, also after a failure.
///
/// logind and pm-utils write `mem`, so `mem_sleep` must be right for them; for an image both choose
/// the mode by their own configuration.
///
/// In a record the file gets the text that the kernel would show after the change, so that it can
/// be read again.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `mem_sleep` and `disk`; systemd
/// `man/systemd-sleep.conf.xml`; pm-utils 1.4.1 `pm/pm-functions`, `do_hibernate`; for the place
/// `kernel/power/swap.c`, `swsusp_swap_check()`, and what Linux 6.12.117 was seen to do.
public final class SleepMode {
    private static final Set<String> WORDS =
            Set.of("s2idle", "shallow", "deep", "platform", "shutdown", "suspend");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final HostTree tree;
    private final HostWriter writer;
    private final ImagePlace images;

    public SleepMode(HostTree tree, HostWriter writer) {
        this.tree = tree;
        this.writer = writer;
        this.images = new ImagePlace(tree, writer);
    }

    /// A file, and the words that select the state, best first.
    private record Wanted(String file, List<String> words) {}

    /// The files that would have to be changed, with their present choice.
    ///
    /// @throws HostFileException if a required file is missing, malformed, or does not offer the
    ///   mode
    public List<ModeFile> read(SleepState state, Executor executor) throws HostFileException {
        List<ModeFile> place = namesPlace(state, executor) ? images.toName() : List.of();
        Optional<Wanted> wanted = wanted(state, executor);
        if (wanted.isEmpty()) {
            return place;
        }
        String file = wanted.get().file();
        if (state == SleepState.SUSPEND_TO_RAM && !tree.exists(file)) {
            return List.of(); // Before Linux 4.10 `mem` had one meaning alone.
        }
        Choice choice = choice(file);
        String word = wordToChoose(wanted.get(), choice);
        if (choice.hasChosen(word)) {
            return place;
        }
        ModeFile mode =
                new ModeFile(
                        file,
                        choice.chosen()
                                .orElseThrow(() ->
                                        problem(
                                                file,
                                                "no word in brackets, so what to restore is not"
                                                        + " known")));
        return Stream.concat(Stream.of(mode), place.stream()).toList();
    }

    /// Selects the state in the files, and reads them back.
    ///
    /// @param files that [#read] named
    public void choose(SleepState state, List<ModeFile> files) throws HostFileException {
        for (ModeFile file : files) {
            if (images.holds(file.file())) {
                images.name(file.file());
                continue;
            }
            Wanted wanted =
                    known(file.file()).equals(KernelSleepReader.MEMORY_SLEEP)
                            ? memorySleep(state)
                            : imageMode(state);
            change(file.file(), wordToChoose(wanted, choice(file.file())));
        }
    }

    /// Restores the earlier choice in all files that allow it.
    ///
    /// @throws HostFileException for those that can't
    public void restore(List<ModeFile> files) throws HostFileException {
        List<HostFileException> failures = new ArrayList<>();
        for (ModeFile file : files.reversed()) {
            try {
                if (images.holds(file.file())) {
                    images.restore(file);
                } else {
                    change(known(file.file()), file.before());
                }
            } catch (HostFileException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            HostFileException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /// The files that may be written for a state, if any: to be opened beforehand.
    public List<String> files(SleepState state, Executor executor) {
        return Stream.concat(
                        wanted(state, executor).map(Wanted::file).stream(),
                        namesPlace(state, executor) ? ImagePlace.FILES.stream() : Stream.of())
                .filter(tree::exists)
                .toList();
    }

    /// Whether the place of an image must be named: systemd names it itself.
    private static boolean namesPlace(SleepState state, Executor executor) {
        return SleepLimit.writesImage(state) && executor != Executor.LOGIND;
    }

    private Optional<Wanted> wanted(SleepState state, Executor executor) {
        boolean byKernel = executor == Executor.KERNEL;
        return switch (state) {
            case SUSPEND_TO_IDLE -> byKernel ? Optional.empty() : Optional.of(memorySleep(state));
            case STANDBY ->
                    KernelWord.of(tree, state).equals(KernelWord.MEMORY)
                            ? Optional.of(memorySleep(state))
                            : Optional.empty();
            case SUSPEND_TO_RAM -> Optional.of(memorySleep(state));
            case SUSPEND_TO_DISK, HYBRID ->
                    byKernel ? Optional.of(imageMode(state)) : Optional.empty();
        };
    }

    private static Wanted memorySleep(SleepState state) {
        return new Wanted(
                KernelSleepReader.MEMORY_SLEEP,
                state.memorySleepWord().map(List::of).orElseThrow());
    }

    private static Wanted imageMode(SleepState state) {
        return new Wanted(
                HibernationReader.DISK_MODE,
                state == SleepState.HYBRID ? List.of("suspend") : List.of("platform", "shutdown"));
    }

    /// File names also come from a journal, which must not cause writes to other files.
    private static String known(String file) throws HostFileException {
        if (file.equals(KernelSleepReader.MEMORY_SLEEP)
                || file.equals(HibernationReader.DISK_MODE)) {
            return file;
        }
        throw problem(file, "no file that says what a sleep state means");
    }

    private Choice choice(String file) throws HostFileException {
        Reading<Choice> choice = tree.choice(file, WORDS);
        return choice.toOptional().orElseThrow(() -> problem(file, choice.found()));
    }

    private static String wordToChoose(Wanted wanted, Choice choice) throws HostFileException {
        return wanted.words().stream()
                .filter(choice::offers)
                .findFirst()
                .orElseThrow(() ->
                        problem(
                                wanted.file(),
                                "offers %s, and %s is wanted"
                                        .formatted(
                                                String.join(" ", choice.offered()),
                                                String.join(" or ", wanted.words()))));
    }

    private void change(String file, String word) throws HostFileException {
        Choice before = choice(file);
        if (before.hasChosen(word)) {
            return;
        }
        if (!before.offers(word) || !WORD.matcher(word).matches()) {
            throw problem(file, "does not offer " + HostTree.quote(word));
        }
        writer.write(file, tree.isLive() ? word + "\n" : shownAfterwards(file, word));
        Choice after = choice(file);
        if (!after.hasChosen(word)) {
            throw problem(
                    file,
                    "accepted '" + word + "' and reads back " + String.join(" ", after.offered()));
        }
    }

    /// The text of a record's file with another word in brackets and nothing else changed.
    private String shownAfterwards(String file, String word) {
        String bare = tree.text(file).toOptional().orElse("").replace("[", "").replace("]", "");
        return Pattern.compile("(?<!\\S)" + Pattern.quote(word) + "(?!\\S)")
                .matcher(bare)
                .replaceFirst(Matcher.quoteReplacement("[" + word + "]"));
    }

    private static HostFileException problem(String file, String found) {
        return new HostFileException(file, found, "");
    }
}
