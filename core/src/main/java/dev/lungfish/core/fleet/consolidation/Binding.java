package dev.lungfish.core.fleet.consolidation;

import java.time.Instant;
import java.util.Optional;

/// Whether a guest can be moved, as far as it alone says that.
public sealed interface Binding {
    record Free() implements Binding {}

    /// It can run nowhere else.
    record Bound(ConsolidationReason why) implements Binding {}

    /// Moving it failed, so it stays for a while. It could be started elsewhere after a failure of
    /// its host.
    record Sticky(Instant until) implements Binding {}

    /// Why it stays where it is at a time; empty where it may move.
    default Optional<ConsolidationReason> holds(Instant now) {
        return switch (this) {
            case Free() -> Optional.empty();
            case Bound(ConsolidationReason why) -> Optional.of(why);
            case Sticky(Instant until) ->
                    now.isBefore(until)
                            ? Optional.of(new ConsolidationReason.GuestMoveFailed(until))
                            : Optional.empty();
        };
    }
}
