package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.lease.Autonomy;
import java.time.Duration;
import java.util.Optional;

/// How long leases are.
///
/// @param least below which a sleep is not worth it
/// @param first of a host that was just in use; each further one in a row is twice as long
/// @param longest to which they grow
/// @param autonomy what a host may do at the end of a lease if no controller answers
public record LeaseRules(Duration least, Duration first, Duration longest, Autonomy autonomy) {
    /// By how much a lease is shorter at most than it could be: an outage never wakes all at once.
    private static final double JITTER = 0.1;

    public LeaseRules {
        if (!least.isPositive() || first.compareTo(least) < 0 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a least, a first and a longest length that grow expected, found %s, %s, %s"
                            .formatted(least, first, longest));
        }
    }

    /// What holds where nothing is configured.
    public static LeaseRules usual() {
        return new LeaseRules(
                Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(8), Autonomy.NONE);
    }

    /// The longest that a host may sleep under one lease, autonomy and its looks for a controller
    /// included.
    public Duration longestInAll() {
        return longest.plus(
                autonomy.longest().plus(Duration.ofMinutes(2)).multipliedBy(autonomy.sleeps()));
    }

    /// The length of a lease.
    ///
    /// @param renewals how often in a row the host was woken by its own alarm alone
    /// @param most until it must be awake; empty where there is no such time
    /// @param seed decides by how much it is shorter: the same for the same
    /// @return empty where it is not worth it; otherwise at least [#least] and at most `most`
    public Optional<Duration> length(int renewals, Optional<Duration> most, long seed) {
        Duration length = first;
        for (int i = 0; i < renewals && length.compareTo(longest) < 0; i++) {
            length = length.multipliedBy(2);
        }
        length = shorter(shorter(length, longest), most.orElse(longest));
        if (length.compareTo(least) < 0) {
            return Optional.empty();
        }
        long cut = (long) (length.toMillis() * JITTER * share(seed));
        Duration jittered = length.minusMillis(cut);
        return Optional.of(jittered.compareTo(least) < 0 ? least : jittered);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// A number from 0 to below 1.
    ///
    /// **Source:** the mixing function of SplitMix64 (Steele, Lea and Flood, 2014).
    private static double share(long seed) {
        long mixed = seed + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return (mixed >>> 11) * 0x1.0p-53;
    }
}
