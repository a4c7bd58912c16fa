package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// How much of a host a meter sees.
public enum MeterScope implements Spelled {
    /// All of it.
    WHOLE,
    /// Some of it: its processors and their memory, as RAPL has them.
    PART;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
