package dev.lungfish.core.policy;

import dev.lungfish.core.procedure.SleepTarget;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;

/// What a host does while a rule holds.
public sealed interface Action {
    /// In words.
    String inWords();

    /// Its processors run by a profile.
    record UseProfile(String profile) implements Action {
        @Override
        public String inWords() {
            return "profile " + profile;
        }
    }

    /// It sleeps, looks whether the rule still holds when it is back, and sleeps on.
    ///
    /// @param length of one sleep
    record Sleep(SleepTarget target, Duration length) implements Action {
        @Override
        public String inWords() {
            return "sleep (" + target.spelling() + ") for " + SpokenDuration.of(length);
        }
    }
}
