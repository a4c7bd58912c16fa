package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// Where a request is, as everybody may know it.
public enum Phase implements Spelled {
    /// Nothing was changed yet.
    CHECKING,
    /// Accepted and answered; the countdown runs.
    SCHEDULED,
    /// The host takes no new work, guests are put aside.
    QUIESCING,
    /// The way back is being set and verified.
    ARMING,
    /// The host goes to sleep, sleeps, or was just woken.
    ASLEEP,
    /// What happened is being found out.
    RESUMED,
    /// Awake for a wakeup that somebody asked for, or until it; sleeps on then.
    STAYING,
    /// What was changed is being undone.
    UNDOING,
    /// The outcome is known.
    ENDED;

    /// In JSON and on the screen: `scheduled`.
    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
