package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.wake.WakeOnLanMode;
import java.util.Optional;
import java.util.Set;

/// What cards are to wake the host on. The password travels in it, so it is not shown.
///
/// @param name of an interface; empty for all that were changed, to restore them
/// @param modes empty to restore what was there before
/// @param password empty for none
public record NicOrder(
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> name,
        Optional<Set<WakeOnLanMode>> modes,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> password) {
    @Override
    public String toString() {
        return "set " + name + " to " + modes;
    }
}
