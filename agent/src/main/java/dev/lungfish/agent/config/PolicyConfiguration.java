package dev.lungfish.agent.config;

import dev.lungfish.core.policy.Ladder;
import java.time.Duration;

/// How the daemon decides by itself.
///
/// @param ladder its rules; none if nothing is decided
/// @param every how often it reads the situation
public record PolicyConfiguration(Ladder ladder, Duration every) {
    static final Duration USUALLY_EVERY = Duration.ofSeconds(30);

    static PolicyConfiguration usual() {
        return new PolicyConfiguration(Ladder.none(), USUALLY_EVERY);
    }

    /// Whether there is anything to decide.
    public boolean decides() {
        return !ladder.rules().isEmpty();
    }
}
