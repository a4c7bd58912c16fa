package dev.lungfish.state.journal;

import dev.lungfish.api.PastSleep;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Reads the journal: the file that is written, and before it the sealed ones ([SealedJournals]).
/// Whoever asks for the last sleeps reads the ends alone, however much lies before them. A last
/// line that was torn by a crash or is just being written does not count. Lines that are not as
/// they were written are left out and told ([JournalContent#damage]); a line of a newer version is
/// an error, since a request could hide in it.
public final class JournalReader {
    /// How many sleeps are read at first where it is not known how many are wanted.
    private static final int FIRST_SLEEPS = 16;

    private JournalReader() {}

    private interface Reading<T> {
        T of(List<SealedJournals.Sealed> sealed) throws StateException;
    }

    /// Reads all of it; an empty content where there is none yet.
    ///
    /// @throws StateException where it can't be read or a line of it is damaged or unknown
    public static JournalContent read(StateDirectory state) throws StateException {
        JournalContent all = between(state, sealed -> read(state, sealed));
        return KeptEnd.of(state, all);
    }

    private static JournalContent read(StateDirectory state, List<SealedJournals.Sealed> sealed)
            throws StateException {
        List<PastSleep> past = new ArrayList<>();
        List<StateReason.JournalLineMalformed> damage = new ArrayList<>();
        for (SealedJournals.Sealed file : sealed) {
            JournalContent content = JournalFile.read(file.journal());
            past.addAll(content.past());
            damage.addAll(content.damage());
        }
        JournalContent last = JournalFile.read(state.journal());
        past.addAll(last.past());
        damage.addAll(last.damage());
        return new JournalContent(past, last.open(), damage);
    }

    /// Reads as much of its end as says what happened last and what is open: of the past at least
    /// the last sleep is in it. Damage further up is not found; it is settled.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    public static JournalContent readEnd(StateDirectory state) throws StateException {
        return KeptEnd.of(state, readEnd(state, 1));
    }

    /// The last sleeps, oldest first; all where there are no more. Damage further up is not found.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    public static List<PastSleep> newest(StateDirectory state, int most) throws StateException {
        if (most <= 0) {
            return List.of();
        }
        return last(readEnd(state, most).past(), most);
    }

    /// The last sleeps up to the newest one that began before a time, oldest first.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    public static List<PastSleep> since(StateDirectory state, Instant time) throws StateException {
        for (int most = FIRST_SLEEPS; ; most = most < Integer.MAX_VALUE / 2 ? most * 2 : most) {
            List<PastSleep> past = newest(state, most);
            List<PastSleep> wanted =
                    past.reversed().stream().takeWhile(sleep -> !sleep.isBefore(time)).toList();
            if (wanted.size() < past.size() || past.size() < most) {
                return wanted.reversed();
            }
        }
    }

    /// One request, the last one of this name.
    ///
    /// @return empty where it was not accepted, or is of another journal
    /// @throws StateException where it can't be read or a line on the way there is damaged or
    ///   unknown
    public static Optional<PastSleep.Requested> request(StateDirectory state, String name)
            throws StateException {
        Optional<PastSleep.Requested> found = JournalFile.request(state.journal(), name);
        return found.isPresent()
                ? found
                : between(
                        state,
                        sealed -> {
                            Optional<PastSleep.Requested> old =
                                    JournalFile.request(state.journal(), name);
                            for (int i = sealed.size() - 1; i >= 0 && old.isEmpty(); i--) {
                                old = JournalFile.request(sealed.get(i).journal(), name);
                            }
                            return old;
                        });
    }

    /// How all sleeps went, in numbers. What sealed journals tell was counted when they were
    /// sealed.
    ///
    /// @throws StateException where it can't be read or a line that was not counted yet is damaged
    ///   or unknown
    public static SleepTotals totals(StateDirectory state) throws StateException {
        return between(
                state, _ -> SealedJournals.totals(state).plus(SleepTotals.of(state.journal())));
    }

    /// What changes with the journal: whoever has read it need not read it again before. A sealed
    /// journal says no less than before.
    public static Object version(StateDirectory state) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(state.journal(), BasicFileAttributes.class);
            return List.of(
                    Objects.requireNonNullElse(found.fileKey(), ""),
                    found.size(),
                    found.lastModifiedTime());
        } catch (IOException _) {
            return List.of();
        }
    }

    private static JournalContent readEnd(StateDirectory state, int sleeps) throws StateException {
        JournalContent live = JournalFile.end(state.journal(), sleeps);
        if (live.past().size() >= sleeps) {
            return live;
        }
        return between(
                state,
                sealed -> {
                    JournalContent end = JournalFile.end(state.journal(), sleeps);
                    List<PastSleep> past = new ArrayList<>(end.past());
                    List<StateReason.JournalLineMalformed> damage = new ArrayList<>(end.damage());
                    for (int i = sealed.size() - 1; i >= 0 && past.size() < sleeps; i--) {
                        int missing = sleeps - past.size();
                        JournalContent older = JournalFile.end(sealed.get(i).journal(), missing);
                        past.addAll(0, last(older.past(), missing));
                        damage.addAll(0, older.damage());
                    }
                    return new JournalContent(past, end.open(), damage);
                });
    }

    private static List<PastSleep> last(List<PastSleep> past, int most) {
        return past.subList(Math.max(0, past.size() - most), past.size());
    }

    /// Reads while nobody seals a journal: a sleep would be missing, or be told of twice.
    private static <T> T between(StateDirectory state, Reading<T> reading) throws StateException {
        while (true) {
            List<SealedJournals.Sealed> sealed = SealedJournals.of(state);
            T told = reading.of(sealed);
            if (SealedJournals.of(state).equals(sealed)) {
                return told;
            }
        }
    }
}
