package dev.lungfish.sim.world;

import dev.lungfish.core.sleep.SleepState;

/// Is notified of each sleep of the world, at the moments at which it can be judged.
public interface SleepWatch {
    /// The host is about to fall asleep: from here on only hardware can wake it.
    void fallsAsleep(SleepState state);

    /// Nothing would ever wake it: a person has to press the button.
    void isTrapped(SleepState state);

    /// It is awake again.
    void woke(Sleep sleep);

    /// Ignores everything.
    static SleepWatch blind() {
        return new SleepWatch() {
            @Override
            public void fallsAsleep(SleepState state) {}

            @Override
            public void isTrapped(SleepState state) {}

            @Override
            public void woke(Sleep sleep) {}
        };
    }
}
