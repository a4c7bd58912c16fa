package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;

/// Why an effect did not bring what it was to bring.
public sealed interface EffectReason extends Reason {
    /// `what` was tried and found, as who tried it says, with the file. The error is the kernel's
    /// name of it; empty where it has none.
    record EffectFailed(String what, String error) implements EffectReason {}

    record EffectTooSlow(String effect, Duration limit, List<String> files)
            implements EffectReason {}

    record WayBackNotFresh(Duration limit, String wake) implements EffectReason {}
}
