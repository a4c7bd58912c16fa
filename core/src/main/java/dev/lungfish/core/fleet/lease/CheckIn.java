package dev.lungfish.core.fleet.lease;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a host says when it calls its controller. Each call proves that the host is awake.
///
/// @param cause why it calls now
/// @param host its name and NICs, by which others wake it
/// @param uri where its own daemon is reached; empty where nobody can dial it
/// @param boot which run of the kernel this is, and how often it has slept
/// @param highest the highest epoch that it has seen
/// @param ended the latest lease that came to its end here; empty where none did
/// @param capacity what it has to offer
/// @param situation what it does now, and what keeps it awake
/// @param nextWakeup until the next time at which it must be awake for itself; empty where there is
///   none
/// @param returns the sleeps from which a way back is verified; it accepts leases for these only
public record CheckIn(
        Cause cause,
        HostIdentity host,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> uri,
        Boot boot,
        Epoch highest,
        Optional<EndedLease> ended,
        Capacity capacity,
        Situation situation,
        Optional<Duration> nextWakeup,
        @Bound(items = Bounds.SLEEP_TARGETS) List<SleepTarget> returns) {
    public CheckIn {
        returns = List.copyOf(returns);
    }

    /// Why a host calls.
    public enum Cause implements Spelled {
        /// Its daemon has started.
        STARTED,
        /// It slept, and is awake.
        WOKE,
        /// The time has come that the last verdict named.
        DUE,
        /// Its situation has changed: a guest started, a blocker appeared.
        CHANGED;

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One run of a host's kernel.
    ///
    /// @param id the kernel's own name for it. **Source:** `/proc/sys/kernel/random/boot_id`
    /// @param sleeps how often the host has slept in it, as far as it knows; it never shrinks
    public record Boot(@Bound(bytes = Bounds.ID_BYTES) String id, long sleeps) {}

    /// What a host has for work.
    ///
    /// @param cores logical processors that are online
    /// @param memory in bytes
    public record Capacity(int cores, long memory) {}

    /// How a lease ended on the host.
    ///
    /// @param reason why, as the host's outcome says it
    public record EndedLease(
            @Bound(bytes = Bounds.ID_BYTES) String id, Ending ending, Reason reason) {
        /// The end of a request that was carried out for a lease.
        public static EndedLease of(String id, Outcome outcome) {
            return new EndedLease(id, Ending.of(outcome), outcome.reason());
        }
    }

    /// The kinds of outcomes, which a controller tells apart.
    public enum Ending implements Spelled {
        SLEPT,
        WOKE_EARLY,
        WOKE_LATE,
        WOKEN,
        REFUSED,
        CANCELLED,
        NEVER_ENTERED,
        UNPROVEN,
        RESUMED_FROM_NOTHING;

        private static Ending of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Slept _ -> SLEPT;
                case Outcome.WokeEarly _ -> WOKE_EARLY;
                case Outcome.WokeLate _ -> WOKE_LATE;
                case Outcome.Woken _ -> WOKEN;
                case Outcome.Refused _ -> REFUSED;
                // A dry run, which no lease asks for, does nothing either.
                case Outcome.Cancelled _, Outcome.WouldSleep _ -> CANCELLED;
                case Outcome.NeverEntered _ -> NEVER_ENTERED;
                case Outcome.Unproven _ -> UNPROVEN;
                case Outcome.ResumedFromNothing _ -> RESUMED_FROM_NOTHING;
            };
        }

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
