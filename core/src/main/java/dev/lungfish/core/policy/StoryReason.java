package dev.lungfish.core.policy;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/// What a host would have done with a recorded load.
public sealed interface StoryReason extends Reason {
    record SleepBegins(Duration length) implements StoryReason {}

    /// It is back, looks, and sleeps on.
    record SleepContinues(Duration length) implements StoryReason {}

    /// The reason `rule-takes-over`.
    ///
    /// @param back whether it was asleep
    /// @param rule empty where none holds
    record RuleTakesOver(boolean back, Optional<String> rule, Optional<PolicyReason> action)
            implements StoryReason {}

    /// The reason `needed-while-asleep`.
    ///
    /// @param left until it is back by itself
    record NeededWhileAsleep(Duration left) implements StoryReason {}

    record GuestsAndSessions(int guests, int sessions) implements StoryReason {}

    record Asleep() implements StoryReason {}

    record NothingDecided() implements StoryReason {}
}
