package dev.lungfish.core.policy;

import java.util.Locale;

/// Where a host's power comes from.
public enum PowerSource {
    MAINS,
    BATTERY;

    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
