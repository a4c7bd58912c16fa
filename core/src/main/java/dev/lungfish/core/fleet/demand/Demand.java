package dev.lungfish.core.fleet.demand;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Somebody needs hosts for a time. It always ends: whoever needs them longer asks anew, under the
/// same name.
///
/// @param id names it; a second one of the same name replaces the first
/// @param by who needs it, in words
/// @param need what is needed
/// @param from when it is needed
/// @param until when it is over
/// @param priority the highest is served first
/// @param pool whose hosts are needed; empty where a host is named, and where there is one pool
public record Demand(
        @Bound(bytes = Bounds.ID_BYTES) String id,
        @Bound(bytes = Bounds.PHRASE_BYTES) String by,
        Need need,
        Instant from,
        Instant until,
        int priority,
        @Bound(bytes = Bounds.ID_BYTES) Optional<String> pool) {
    /// The order in which demands are served.
    static final Comparator<Demand> ORDER =
            Comparator.comparingInt(Demand::priority)
                    .reversed()
                    .thenComparing(Demand::from)
                    .thenComparing(Demand::id);

    public Demand {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException(
                    "an end after the beginning expected, found %s and %s".formatted(from, until));
        }
    }

    /// Of the only pool that there is, or of a named host.
    public Demand(String id, String by, Need need, Instant from, Instant until, int priority) {
        this(id, by, need, from, until, priority, Optional.empty());
    }

    /// What is needed.
    public sealed interface Need {
        /// This host; others may use it too.
        record OneHost(@Bound(bytes = Bounds.HOST_NAME_BYTES) String host) implements Need {}

        /// Some hosts of the pool that nobody else has asked for in numbers.
        record Hosts(int count) implements Need {
            public Hosts {
                if (count < 1) {
                    throw new IllegalArgumentException("a host or more expected: " + count);
                }
            }
        }

        /// Room on hosts of the pool, on as few as can be.
        ///
        /// @param cores logical processors
        /// @param memory in bytes
        record Room(int cores, long memory) implements Need {
            public Room {
                if (cores < 0 || memory < 0 || (cores == 0 && memory == 0)) {
                    throw new IllegalArgumentException(
                            "cores or memory expected, found %d and %d".formatted(cores, memory));
                }
            }
        }
    }

    /// Whether it is over.
    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
