package dev.lungfish.core.policy;

import java.time.Duration;
import java.util.List;

/// The rules of a host. The first that holds decides, so that what matters most stands first.
///
/// @param rules in their order
/// @param minimum how long a decision stands before another may take its place, but for one that
///   ends a sleep's rule: a host that is needed does not sleep on
public record Ladder(List<Rule> rules, Duration minimum) {
    public Ladder {
        rules = List.copyOf(rules);
        if (minimum.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: " + minimum);
        }
    }

    /// Of no rules: nothing is decided.
    public static Ladder none() {
        return new Ladder(List.of(), Duration.ZERO);
    }
}
