package dev.lungfish.core.policy;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// Where a host's power comes from.
public enum PowerSource implements Spelled {
    MAINS,
    BATTERY;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
