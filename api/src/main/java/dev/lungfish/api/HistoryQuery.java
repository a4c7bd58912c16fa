package dev.lungfish.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which past sleeps are wanted.
///
/// @param most the newest so many; negative for all that one answer can carry
/// @param since only those that were accepted, or ended, at this time or later
/// @param skipped how many of the newest are left out: those of the pages before
public record HistoryQuery(int most, Optional<Instant> since, int skipped) {
    /// What all pages together carry.
    private static final int MOST = 16_384;

    /// What one answer of a daemon carries: some 600 KB.
    public static final int PAGE = 500;

    /// All.
    public static final HistoryQuery ALL = new HistoryQuery(-1, Optional.empty());

    public HistoryQuery {
        if (skipped < 0) {
            throw new IllegalArgumentException("%d sleeps to be left out".formatted(skipped));
        }
    }

    /// The first page.
    public HistoryQuery(int most, Optional<Instant> since) {
        this(most, since, 0);
    }

    /// The next page.
    ///
    /// @param known how many are known already
    public HistoryQuery after(int known) {
        return new HistoryQuery(Math.min(wanted() - known, PAGE), since, known);
    }

    /// The same, with at most one page.
    public HistoryQuery onePage() {
        return new HistoryQuery(Math.min(wanted(), PAGE), since, Math.min(skipped, MOST));
    }

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
        int end = Math.max(0, recent.size() - skipped);
        return recent.subList(Math.max(0, end - wanted()), end);
    }
}
