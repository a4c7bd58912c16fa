package dev.lungfish.core.procedure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What happens when something wakes the host before the promised time.
public enum EarlyWakePolicy {
    /// The host stays awake.
    STAY,
    /// The host sleeps on until the promised time.
    RESLEEP;

    /// The word of `--on-early-wake`: `stay`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EarlyWakePolicy> ofSpelling(String spelling) {
        return Arrays.stream(values())
                .filter(policy -> policy.spelling().equals(spelling))
                .findFirst();
    }
}
