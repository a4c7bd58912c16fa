package dev.lungfish.sim.world;

import dev.lungfish.core.sleep.SleepState;

/// One sleep as it really was.
///
/// @param fellMillis when the host fell asleep
/// @param wokeMillis when it was awake again
/// @param by what woke it
/// @param freshBoot whether memory was lost and the host booted afresh
public record Sleep(
        SleepState state, long fellMillis, long wokeMillis, Waker by, boolean freshBoot) {

    /// What can wake a host.
    public enum Waker {
        ALARM,
        /// A magic packet.
        CARD,
        DEVICE,
        POWER,
        PERSON
    }

    public long millis() {
        return wokeMillis - fellMillis;
    }
}
