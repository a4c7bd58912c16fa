package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// How it is known what a host used while it was awake.
public enum EnergyBasis implements Spelled {
    /// The whole host was measured.
    MEASURED,
    /// Its processors and their memory were; the whole is taken for what the model says, and for
    /// that much at least.
    PART,
    /// By the pool's settings.
    MODEL;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
