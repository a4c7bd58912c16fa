package dev.lungfish.core.policy;

import dev.lungfish.core.procedure.SleepTarget;
import java.time.Duration;

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
