package dev.lungfish.core.procedure.request;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.reason.Spelled;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What happens to active guests of the host before it sleeps.
public enum GuestPolicy implements Spelled {
    /// An active guest keeps the host awake.
    REFUSE,
    /// Guests are suspended, and resumed afterwards.
    PAUSE,
    /// Guests are saved to disk, and started afterwards.
    SAVE,
    /// Guests sleep with the host and find out afterwards.
    IGNORE;

    /// The word of `--guests`: `refuse`.
    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GuestPolicy> ofSpelling(String spelling) {
        return Arrays.stream(values())
                .filter(policy -> policy.spelling().equals(spelling))
                .findFirst();
    }

    /// A guest that is put aside for the sleep.
    ///
    /// @param uuid which names it for good
    /// @param name which people call it
    public record PreparedGuest(
            @Bound(bytes = Bounds.ID_BYTES) String uuid,
            @Bound(bytes = Bounds.GUEST_BYTES) String name) {}
}
