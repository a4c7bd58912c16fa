package dev.lungfish.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which past sleeps are wanted.
///
/// @param most the newest so many; negative for all that one answer can carry
/// @param since only those that were accepted, or ended, at this time or later
public record HistoryQuery(int most, Optional<Instant> since) {
    /// What one answer carries.
    private static final int MOST = 16_384;

    /// All.
    public static final HistoryQuery ALL = new HistoryQuery(-1, Optional.empty());

    /// How many at most.
    public int wanted() {
        return most < 0 ? MOST : Math.min(most, MOST);
    }

    /// Those of a list that are wanted.
    ///
    /// @param past oldest first
    /// @return oldest first
    public List<PastSleep> of(List<PastSleep> past) {
        List<PastSleep> recent =
                past.stream()
                        .filter(sleep ->
                                since.isEmpty()
                                        || sleep.at()
                                                .filter(at -> !at.isBefore(since.get()))
                                                .isPresent())
                        .toList();
        return recent.subList(Math.max(0, recent.size() - wanted()), recent.size());
    }
}
