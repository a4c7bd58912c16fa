package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What becomes of a plan.
public enum Mode implements Spelled {
    /// Nobody is put to sleep.
    OFF,
    /// What would be done is shown, and nobody is put to sleep.
    RECOMMEND,
    /// It is carried out.
    AUTOMATIC;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
