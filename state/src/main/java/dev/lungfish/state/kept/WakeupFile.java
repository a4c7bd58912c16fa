package dev.lungfish.state.kept;

import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.time.CalendarEvent;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.WakeupJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The wakeups that others asked for, in the state directory. Those whose time has come stay there
/// for a day, so that a host that slept past one still knows of it, and go with the next change;
/// those that come again stay.
///
/// Safe for use by several threads and processes: each change holds a lock of its own for some
/// milliseconds, whether a request runs or not.
public final class WakeupFile {
    /// More than a host has tasks in a night.
    public static final int MOST = 64;

    private static final String SCHEMA = "lungfish.wakeups/1";

    private WakeupFile() {}

    /// All that are kept, in the order in which they were asked for.
    ///
    /// @throws StateException where the file can't be read or understood: who wants the host awake
    ///   is not known then
    public static List<Wakeup> read(StateDirectory state) throws StateException {
        Optional<byte[]> content = state.content(state.wakeups());
        if (content.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject file = JsonObject.parse(content.get());
            if (!file.text("schema").equals(SCHEMA)) {
                throw new IllegalArgumentException(
                        "written as " + file.text("schema") + ", this version knows " + SCHEMA);
            }
            List<Wakeup> wakeups = file.objects("wakeups").stream().map(WakeupJson::read).toList();
            for (Wakeup wakeup : wakeups) {
                wakeup.repeats().map(Wakeup.Repeats::calendar).ifPresent(CalendarEvent::parse);
            }
            return wakeups;
        } catch (IllegalArgumentException e) {
            throw new StateException(
                    new StateReason.WakeupsMalformed(
                            state.wakeups().toString(), String.valueOf(e.getMessage())));
        }
    }

    /// The same for a request, which stays awake where they are not known: each time at which one
    /// comes.
    ///
    /// @param host the time zone of the host
    public static Answer.WakeupsFound found(StateDirectory state, Instant now, ZoneId host) {
        try {
            return new Answer.WakeupsFound(
                    read(state).stream()
                            .flatMap(wakeup -> wakeup.occurrences(now, host).stream())
                            .toList(),
                    List.of());
        } catch (StateException e) {
            return new Answer.WakeupsFound(List.of(), List.of(e.reason()));
        }
    }

    /// Keeps one more. One of the same requester, time and reason is asked for again: it keeps its
    /// name, and gets the longer stay, so that a script that runs twice asks for nothing twice.
    ///
    /// @return the one that is kept
    /// @throws StateException where the file can't be read or written
    /// @throws IllegalArgumentException where there are too many already
    public static Wakeup add(StateDirectory state, Wakeup wakeup, Instant now)
            throws StateException {
        BoundCheck.require(wakeup);
        List<Wakeup> after =
                change(
                        state,
                        kept -> {
                            List<Wakeup> all = current(kept, now);
                            Optional<Wakeup> same =
                                    all.stream().filter(one -> isSame(one, wakeup)).findFirst();
                            if (same.isPresent()) {
                                all.remove(same.get());
                                all.add(longer(same.get(), wakeup));
                                return all;
                            }
                            if (all.size() >= MOST) {
                                throw new IllegalArgumentException(
                                        ("no more than %s wakeups are kept; 'lungfish wakeup remove"
                                                        + " ID' takes one back")
                                                .formatted(MOST));
                            }
                            all.add(wakeup);
                            return all;
                        });
        return after.getLast();
    }

    private static boolean isSame(Wakeup one, Wakeup other) {
        return isSameTime(one, other)
                && one.reason().equals(other.reason())
                && who(one).equals(who(other));
    }

    private static boolean isSameTime(Wakeup one, Wakeup other) {
        Optional<String> calendar = one.repeats().map(Wakeup.Repeats::calendar);
        return calendar.equals(other.repeats().map(Wakeup.Repeats::calendar))
                && (calendar.isPresent() || one.at().equals(other.at()));
    }

    /// Who asked, without the numbers of the process or port that was used for it.
    private static String who(Wakeup wakeup) {
        return wakeup.requester()
                .replaceAll(" \\((?:[^()]*, )?process \\d+\\)", "")
                .replaceAll("( from \\S+):\\d+", "$1");
    }

    private static Wakeup longer(Wakeup known, Wakeup wanted) {
        return new Wakeup(
                known.id(),
                known.requester(),
                known.reason(),
                known.at(),
                known.stay().compareTo(wanted.stay()) < 0 ? wanted.stay() : known.stay(),
                known.repeats());
    }

    /// Forgets one.
    ///
    /// @return it; empty where none has that name
    /// @throws StateException where the file can't be read or written
    public static Optional<Wakeup> remove(StateDirectory state, String id, Instant now)
            throws StateException {
        Optional<Wakeup> found =
                read(state).stream().filter(wakeup -> wakeup.id().equals(id)).findFirst();
        if (found.isPresent()) {
            List<Wakeup> _ =
                    change(
                            state,
                            kept -> {
                                List<Wakeup> all = current(kept, now);
                                all.removeIf(wakeup -> wakeup.id().equals(id));
                                return all;
                            });
        }
        return found;
    }

    private static List<Wakeup> current(List<Wakeup> kept, Instant now) {
        List<Wakeup> all = new ArrayList<>(kept);
        // The zone may be any: what is dropped is over for a day.
        all.removeIf(wakeup ->
                wakeup.upcoming(now, ZoneOffset.UTC).end().plus(Wakeup.KEPT).isBefore(now));
        return all;
    }

    @FunctionalInterface
    private interface Change {
        List<Wakeup> of(List<Wakeup> kept);
    }

    /// One thread of this process at a time, and one process.
    private static synchronized List<Wakeup> change(StateDirectory state, Change change)
            throws StateException {
        state.create();
        Path lockFile = state.wakeupsLock();
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                FileLock _ = channel.lock()) {
            List<Wakeup> changed = change.of(read(state));
            write(state, changed);
            return changed;
        } catch (IOException e) {
            throw StateException.of("lock", lockFile, e);
        }
    }

    private static void write(StateDirectory state, List<Wakeup> wakeups) throws StateException {
        state.replace(
                state.wakeups(),
                JsonObject.write(json -> {
                    json.writeStringProperty("schema", SCHEMA);
                    json.writeArrayPropertyStart("wakeups");
                    for (Wakeup wakeup : wakeups) {
                        json.writeStartObject();
                        WakeupJson.write(json, wakeup);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }),
                true);
    }
}
