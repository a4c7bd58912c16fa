package dev.lungfish.controller.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When it is written down that hosts called once more: each about once in five minutes, a few at a
/// time. A controller that is killed before that asks the host anew, as it does after each start.
/// For who has the loop's lock.
final class LaterWrites {
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private Instant latest = Instant.MIN;

    /// The hosts whose turn it is.
    List<Member> next(Roll roll, Instant now) {
        if (latest.equals(Instant.MIN) || now.isBefore(latest)) {
            latest = now;
        }
        int all = roll.unsaved();
        if (all == 0) {
            latest = now;
            return List.of();
        }
        Duration each = WITHIN.dividedBy(all);
        long part = Math.min(all, Duration.between(latest, now).dividedBy(each));
        latest = part == all ? now : latest.plus(each.multipliedBy(part));
        return roll.unsaved((int) part);
    }
}
