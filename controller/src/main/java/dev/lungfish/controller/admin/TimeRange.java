package dev.lungfish.controller.admin;

import dev.lungfish.controller.rest.RestReason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A time of which somebody asks.
record TimeRange(Instant from, Instant until) {
    /// How long ranges are.
    ///
    /// @param usual where no beginning is said
    /// @param most at most
    record Lengths(Duration usual, Duration most) {}

    /// The range that a request means.
    ///
    /// @param latest at which all of them end
    /// @throws ReasonException where it is none, too long, or before all that there is
    static TimeRange of(
            Optional<Instant> from, Optional<Instant> until, Instant latest, Lengths lengths) {
        Instant end = until.filter(latest::isAfter).orElse(latest);
        if (end.isBefore(Instant.EPOCH)) {
            throw wrong("until %s is before all that there is".formatted(end));
        }
        Instant begin = from.orElseGet(() -> end.minus(lengths.usual()));
        if (begin.isBefore(Instant.EPOCH) || end.isBefore(begin)) {
            throw wrong("from %s until %s is no time".formatted(begin, end));
        }
        if (Duration.between(begin, end).compareTo(lengths.most()) > 0) {
            throw wrong(
                    "from %s until %s is longer than %d days"
                            .formatted(begin, end, lengths.most().toDays()));
        }
        return new TimeRange(begin, end);
    }

    private static ReasonException wrong(String found) {
        return new ReasonException(new RestReason.RequestMalformed(found));
    }
}
