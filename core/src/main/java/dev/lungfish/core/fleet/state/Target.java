package dev.lungfish.core.fleet.state;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What a controller wants of a host, whatever the host does now.
public enum Target implements Spelled {
    AWAKE,
    ASLEEP;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
