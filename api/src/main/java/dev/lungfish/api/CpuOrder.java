package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.power.CpuSettingRequest;

/// An order for the processors.
public sealed interface CpuOrder {
    /// Sets some of their settings.
    record Change(CpuSettingRequest request) implements CpuOrder {}

    /// Sets all that a profile means.
    record UseProfile(@Bound(bytes = Bounds.PHRASE_BYTES) String name) implements CpuOrder {}

    /// Puts back what was set.
    record Restore() implements CpuOrder {}

    /// The word for it: `set`, `profile`, `restore`.
    default String action() {
        return switch (this) {
            case Change _ -> "set";
            case UseProfile _ -> "profile";
            case Restore _ -> "restore";
        };
    }
}
