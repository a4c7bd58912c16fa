package dev.lungfish.core.policy;

import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/// One step of the ladder.
///
/// @param name by which it is told
/// @param conditions all of them must hold; none for a rule that always does
/// @param after how long they must hold before the rule does
/// @param action what the host does while the rule holds
public record Rule(String name, List<Condition> conditions, Duration after, Action action) {
    public Rule {
        conditions = List.copyOf(conditions);
        if (after.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: " + after);
        }
    }

    /// How long one sleep of this rule may be: its action's length, but not beyond the hours and
    /// days that the rule is bound to.
    ///
    /// @return empty where the rule does not sleep
    public Optional<Duration> sleepLength(ZonedDateTime now) {
        if (!(action instanceof Action.Sleep sleep)) {
            return Optional.empty();
        }
        Duration length = sleep.length();
        for (Condition condition : conditions) {
            Duration left =
                    switch (condition) {
                        case Condition.Hours hours -> hours.left(now);
                        case Condition.Days days -> days.left(now).orElse(length);
                        case Condition.Amount _, Condition.Power _, Condition.NoBlockers _ ->
                                length;
                    };
            length = left.compareTo(length) < 0 ? left : length;
        }
        return Optional.of(length);
    }

    /// What a host does while a rule holds.
    public sealed interface Action {
        /// What it is, for people.
        PolicyReason told();

        /// Its processors run by a profile.
        record UseProfile(String profile) implements Action {
            @Override
            public PolicyReason told() {
                return new PolicyReason.ProfileUsed(profile);
            }
        }

        /// It sleeps, looks whether the rule still holds when it is back, and sleeps on.
        ///
        /// @param length of one sleep
        record Sleep(SleepTarget target, Duration length) implements Action {
            @Override
            public PolicyReason told() {
                return new PolicyReason.AsleepFor(target, length);
            }
        }
    }
}
