package dev.lungfish.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A change of a wake device.
public enum DeviceChange {
    /// It may wake the host.
    ON,
    /// It does not wake the host.
    OFF,
    /// Its wakeup is disabled only for sleeps.
    QUIET,
    /// Its wakeup is no longer disabled for sleeps.
    LOUD;

    /// As in options: `quiet`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one with a spelling.
    public static Optional<DeviceChange> of(String spelling) {
        return Arrays.stream(values())
                .filter(change -> change.spelling().equals(spelling))
                .findAny();
    }
}
