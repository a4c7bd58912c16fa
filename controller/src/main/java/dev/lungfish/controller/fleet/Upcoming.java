package dev.lungfish.controller.fleet;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What time alone brings. Immutable.
///
/// @param host whom it is about; empty for the pool
/// @param why what holds until then, or from then on; empty for the end of a sleep
public record Upcoming(
        Instant at, What what, String pool, Optional<String> host, Optional<Reason> why) {
    /// What comes.
    public enum What implements Spelled {
        /// A host that sleeps is awake at the latest.
        WAKES,
        /// What keeps a host awake may end.
        DECIDES,
        /// A schedule or the forecast has hosts woken.
        RAISES;

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
