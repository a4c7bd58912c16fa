package dev.lungfish.core.fleet.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/// When hosts of a pool began to be used, and how many at once a reserve must hold.
///
/// A host arrives when nobody used or needed it before, and somebody does now: a guest runs on it,
/// or a demand wants it. The last four weeks count. Not safe to share between threads.
public final class ArrivalHistory {
    /// What is older is forgotten.
    public static final Duration MEMORY = Duration.ofDays(28);

    private static final int MOST = 20_000;

    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private Instant since;

    /// Hosts that began to be used at one moment.
    private record Arrival(long at, int hosts) {}

    /// @param since from when all arrivals are known
    public ArrivalHistory(Instant since) {
        this.since = since;
    }

    /// Hosts begin to be used. One that is older than the last one is taken as of the same time.
    public void arrive(Instant at, int hosts) {
        long millis = at.toEpochMilli();
        Arrival last = arrivals.peekLast();
        arrivals.add(new Arrival(last == null ? millis : Math.max(millis, last.at()), hosts));
        forget(at);
    }

    /// How many have been counted.
    public int size() {
        return arrivals.stream().mapToInt(Arrival::hosts).sum();
    }

    /// From when all arrivals are known.
    public Instant since() {
        return since;
    }

    /// The smallest number of hosts that was enough in a share of all times: at a time it is enough
    /// where no more hosts arrive until others can be awake.
    ///
    /// @param within how long that takes
    /// @param share above 0 and below 1
    /// @return 0 where the history is too short for one such time
    public int reserve(Instant now, Duration within, double share) {
        forget(now);
        long width = within.toMillis();
        long first = since.toEpochMilli();
        long last = now.toEpochMilli() - width;
        if (last <= first || width <= 0) {
            return 0;
        }
        return smallest(times(first, last, width), (1 - share) * (double) (last - first));
    }

    /// For how many milliseconds each number of hosts arrived in the time that followed.
    private Map<Integer, Long> times(long first, long last, long width) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            long from = Math.max(first, arrival.at() - width);
            long to = Math.min(last, arrival.at());
            if (from < to) {
                changes.merge(from, arrival.hosts(), Integer::sum);
                changes.merge(to, -arrival.hosts(), Integer::sum);
            }
        }
        TreeMap<Integer, Long> times = new TreeMap<>();
        long at = first;
        int count = 0;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            times.merge(count, change.getKey() - at, Long::sum);
            at = change.getKey();
            count += change.getValue();
        }
        times.merge(count, last - at, Long::sum);
        return times;
    }

    private static int smallest(Map<Integer, Long> times, double allowed) {
        long above = times.values().stream().mapToLong(Long::longValue).sum() - timeOf(times, 0);
        int reserve = 0;
        while (above > 0 && (double) above >= allowed) {
            reserve++;
            above -= timeOf(times, reserve);
        }
        return reserve;
    }

    private static long timeOf(Map<Integer, Long> times, int count) {
        return times.getOrDefault(count, 0L);
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(MEMORY);
        since = since.isBefore(oldest) ? oldest : since;
        while (!arrivals.isEmpty()
                && (arrivals.peekFirst().at() < since.toEpochMilli() || arrivals.size() > MOST)) {
            Arrival gone = arrivals.removeFirst();
            Instant after = Instant.ofEpochMilli(gone.at());
            since = since.isBefore(after) ? after : since;
        }
    }
}
