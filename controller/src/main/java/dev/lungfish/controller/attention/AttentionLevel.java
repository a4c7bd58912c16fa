package dev.lungfish.controller.attention;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// How much something matters; the most first.
public enum AttentionLevel implements Spelled {
    /// A host is missing, and the controller could not bring it back.
    CRITICAL,
    /// Something is not as it should be, and stays so until somebody looks after it.
    WARNING;

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
