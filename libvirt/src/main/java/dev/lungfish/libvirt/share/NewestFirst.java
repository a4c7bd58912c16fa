package dev.lungfish.libvirt.share;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Those who wait, the newest first: who has just come still waits for its answer, while the
/// patience of who came long ago is nearly over. Where more come than can be served, a line that
/// serves the oldest first serves only those who give up soon after, and nobody is served in the
/// end.
///
/// One [Account] has one turn before all others; of those that had one and still wait, the one
/// after the other has each fourth turn. So who comes again and again is not always the newest, and
/// many who share one address have their part. Not safe for use by several threads.
///
/// **Source:** B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015 (adaptive LIFO).
///
/// @param <W> who waits, distinct from all others
final class NewestFirst<W> {
    /// One turn of so many is of those that had one.
    private static final int AGAIN = 4;

    /// Accounts that had no turn since they wait; the newest is the last one.
    private final SequencedMap<Account, Deque<W>> fresh = new LinkedHashMap<>();

    /// Accounts that had a turn and still wait; who had it last is the last one.
    private final SequencedMap<Account, Deque<W>> again = new LinkedHashMap<>();

    private int turns;
    private int size;

    void add(Account account, W who) {
        Deque<W> line = again.get(account);
        if (line == null) {
            line = fresh.computeIfAbsent(account, _ -> new ArrayDeque<>());
        }
        line.addLast(who);
        size++;
    }

    /// Who leaves without a turn.
    ///
    /// @return false if it does not wait
    boolean remove(Account account, W who) {
        for (SequencedMap<Account, Deque<W>> lines : List.of(fresh, again)) {
            Deque<W> line = lines.get(account);
            if (line != null && line.remove(who)) {
                if (line.isEmpty()) {
                    lines.remove(account);
                }
                size--;
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    /// The next one whose account gets a place.
    ///
    /// @param places of which it has one then
    Optional<W> next(SharedPool places) {
        if (size == 0 || places.used() >= places.division().total()) {
            return Optional.empty();
        }
        boolean oldFirst = (turns + 1) % AGAIN == 0;
        Optional<W> next = oldFirst ? of(again, places) : of(fresh.reversed(), places);
        if (next.isEmpty()) {
            next = oldFirst ? of(fresh.reversed(), places) : of(again, places);
        }
        if (next.isPresent()) {
            turns++;
            size--;
        }
        return next;
    }

    private Optional<W> of(SequencedMap<Account, Deque<W>> lines, SharedPool places) {
        for (Map.Entry<Account, Deque<W>> entry : lines.entrySet()) {
            Account account = entry.getKey();
            if (places.take(account, 1)) {
                Deque<W> line = entry.getValue();
                W who = line.removeLast();
                lines.remove(account);
                if (!line.isEmpty()) {
                    again.putLast(account, line);
                }
                return Optional.of(who);
            }
        }
        return Optional.empty();
    }
}
