package dev.lungfish.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a wake device can be switched.
public enum DeviceChange {
    /// It may wake the host.
    ON,
    /// It does not wake the host.
    OFF,
    /// It is switched off for sleeps alone.
    QUIET,
    /// It is not switched off for sleeps any more.
    LOUD;

    /// As an option has it: `quiet`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one that is spelled so.
    public static Optional<DeviceChange> of(String spelling) {
        return Arrays.stream(values())
                .filter(change -> change.spelling().equals(spelling))
                .findAny();
    }
}
