package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import java.util.Optional;

/// Whom to wake by magic packets, and how. The password travels in it, so it is not shown.
///
/// @param target a MAC address, or a name or an address that is known where packets are sent
/// @param broadcast the only address to broadcast to; empty for all
/// @param port the only interface to send by; empty for all
/// @param password as `lungfish wake` takes it; empty for none
public record WakeOrder(
        @Bound(bytes = Bounds.PHRASE_BYTES) String target,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> broadcast,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> port,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> password) {
    /// To a target by all ways, without a password.
    public static WakeOrder of(String target) {
        return new WakeOrder(target, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "wake " + target;
    }
}
