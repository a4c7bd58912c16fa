package dev.lungfish.sim.fleet.world;

import java.util.PriorityQueue;

/// The true time of a run, and what is to happen.
public final class Timeline {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long number;

    private record Entry(long at, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    /// In milliseconds since the beginning of the run.
    public long now() {
        return now;
    }

    /// Something happens later.
    ///
    /// @param millis from now
    public void in(long millis, Runnable what) {
        entries.add(new Entry(now + Math.max(0, millis), number++, what));
    }

    /// Lets everything happen up to a moment.
    public void runUntil(long moment) {
        for (Entry next = entries.peek();
                next != null && next.at <= moment;
                next = entries.peek()) {
            entries.remove();
            now = next.at;
            next.what.run();
        }
        now = moment;
    }
}
