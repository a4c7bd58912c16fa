package dev.lungfish.libvirt.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Places of which there are few, and lines of those who wait for one: root first, then one account
/// after the other, whatever the length of its line. So somebody with many connections delays the
/// others by one place each time and no more. Safe for use by several threads; never waits.
///
/// @param <W> who waits, distinct from all others
public final class Turns<W> {
    private final SharedPool places;

    /// The account that had its turn last is the last one.
    private final Map<Account, Queue<W>> lines = new LinkedHashMap<>();

    public Turns(Division places) {
        this.places = new SharedPool(places);
    }

    /// The places.
    public SharedPool places() {
        return places;
    }

    /// Takes a place, or stands in line.
    ///
    /// @return whether there is a place at once
    public synchronized boolean enter(Account account, W who) {
        if (!lines.containsKey(account) && places.take(account, 1)) {
            return true;
        }
        lines.computeIfAbsent(account, _ -> new ArrayDeque<>()).add(who);
        return false;
    }

    /// Leaves a place.
    ///
    /// @return who has a place now
    public synchronized List<W> leave(Account account) {
        places.giveBack(account, 1);
        return next();
    }

    /// Leaves the line.
    ///
    /// @return false if `who` does not wait any more, so that it has a place
    public synchronized boolean giveUp(Account account, W who) {
        Queue<W> line = lines.get(account);
        if (line == null || !line.remove(who)) {
            return false;
        }
        if (line.isEmpty()) {
            lines.remove(account);
        }
        return true;
    }

    /// How many wait.
    public synchronized int waiting() {
        return lines.values().stream().mapToInt(Queue::size).sum();
    }

    private List<W> next() {
        List<W> admitted = new ArrayList<>();
        admit(true, admitted);
        admit(false, admitted);
        return admitted;
    }

    private void admit(boolean root, List<W> admitted) {
        Map<Account, Queue<W>> served = new LinkedHashMap<>();
        Iterator<Map.Entry<Account, Queue<W>>> each = lines.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Account, Queue<W>> line = each.next();
            Account account = line.getKey();
            if ((account.trust() == Trust.ROOT) == root && places.take(account, 1)) {
                admitted.add(line.getValue().remove());
                each.remove();
                if (!line.getValue().isEmpty()) {
                    served.put(account, line.getValue());
                }
            }
        }
        lines.putAll(served);
    }
}
