package dev.lungfish.agent.wakeups;

import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;

/// A wakeup that somebody asks for, within its bounds.
///
/// @param at when
/// @param stay how long the host is to stay awake then
/// @param reason what for, in one line
public record WakeupOrder(Instant at, Duration stay, String reason) {
    /// Enough for a short task.
    public static final Duration USUAL_STAY = Duration.ofMinutes(10);

    /// The longest reason, in characters.
    static final int LONGEST_REASON = 120;

    static final Duration SHORTEST_STAY = Duration.ofSeconds(1);
    static final Duration LONGEST_STAY = Duration.ofDays(1);

    /// No sleep is promised for longer.
    static final Duration FARTHEST = Duration.ofDays(366);

    /// The order, where it is within all bounds.
    ///
    /// @throws ReasonException where it is not, with what was found and what was expected
    WakeupOrder within(Instant now) {
        WakeupOrder order = checked();
        if (!at.isAfter(now)) {
            throw new ReasonException(new WakeupReason.WakeupInThePast(at, now));
        }
        if (at.isAfter(now.plus(FARTHEST))) {
            throw new ReasonException(new WakeupReason.WakeupTooFar(at, FARTHEST));
        }
        return order;
    }

    /// The same for one whose time is known to be right.
    WakeupOrder checked() {
        String told = reason.strip();
        if (told.isEmpty()) {
            throw new ReasonException(new WakeupReason.WakeupPurposeMissing());
        }
        if (told.codePointCount(0, told.length()) > LONGEST_REASON) {
            throw new ReasonException(new WakeupReason.WakeupPurposeTooLong(LONGEST_REASON));
        }
        if (told.codePoints().anyMatch(Character::isISOControl)) {
            throw new ReasonException(new WakeupReason.WakeupPurposeNotOneLine());
        }
        if (stay.compareTo(SHORTEST_STAY) < 0 || stay.compareTo(LONGEST_STAY) > 0) {
            throw new ReasonException(
                    new WakeupReason.WakeupStayImpossible(stay, SHORTEST_STAY, LONGEST_STAY));
        }
        return new WakeupOrder(at, stay, told);
    }
}
