package dev.lungfish.core.fleet.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How long a host took to wake: from when it was decided to wake it to its call.
///
/// @param newest the last ones, oldest first
public record ResumeTimes(List<Duration> newest) {
    /// Of a host that was never woken.
    public static final ResumeTimes NONE = new ResumeTimes(List.of());

    /// So many are remembered: with fewer than a hundred, 99 of 100 is the longest one.
    private static final int MOST = 64;

    /// Fewer say little of the next one.
    private static final int LEAST = 3;

    public ResumeTimes {
        newest = List.copyOf(newest.subList(Math.max(0, newest.size() - MOST), newest.size()));
    }

    /// After one more wake.
    public ResumeTimes and(Duration next) {
        List<Duration> all = new ArrayList<>(newest);
        all.add(next);
        return new ResumeTimes(all);
    }

    /// In 99 of 100 cases it took no longer; empty where too little was seen.
    public Optional<Duration> inNearlyAllCases() {
        return inNearlyAllCases(newest);
    }

    /// The same for wakes of several hosts.
    public static Optional<Duration> inNearlyAllCases(Collection<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.size() < LEAST
                ? Optional.empty()
                : Optional.of(sorted.get(Math.ceilDiv(sorted.size() * 99, 100) - 1));
    }
}
