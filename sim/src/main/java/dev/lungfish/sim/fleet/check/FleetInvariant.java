package dev.lungfish.sim.fleet.check;

import java.util.Locale;

/// What must hold in every run of a fleet.
public enum FleetInvariant {
    /// A lease has a length between the least and the longest of the pool.
    LEASE_BOUNDED,
    /// A host that sleeps, or may, has a bound in the books, unless somebody else put it to sleep.
    BOUND_KNOWN,
    /// Each host will be looked at again, unless it was given up, a human works on it, or somebody
    /// else put it to sleep without a bound.
    LOOKED_AT_AGAIN,
    /// A look that changes nothing and does nothing is not followed by another at once: that would
    /// go on for ever.
    RESTS_BETWEEN_LOOKS,
    /// A host that sleeps is not taken for awake for long.
    NONE_LOST_TRACK_OF,
    /// A host that sleeps past its bound is found out, and woken.
    OVERDUE_FOUND,
    /// No sleep is ordered or confirmed while somebody needs, holds or works on the host, or it is
    /// sick.
    NEEDED_STAYS_AWAKE,
    /// No sleep is ordered so soon after a start that nothing is known.
    SETTLED_FIRST,
    /// Whoever a demand wants is awake in time, where a way to wake it works.
    DEMAND_ANSWERED,
    /// Somebody is awake on each network, where a host is told to sleep: as many as the most
    /// careful of the pools there wants.
    WAKER_AWAKE,
    /// As many hosts stay awake as the rules of the pool say.
    ENOUGH_AWAKE,
    /// As many hosts are awake when a schedule begins, and while it holds, as it says.
    SCHEDULE_KEPT,
    /// Hosts change no faster than the rates allow: those of a pool, and those of a power domain.
    RATES_KEPT,
    /// Power is switched on only where it is certain that the host sleeps.
    UNSURE_NOT_POWERED,
    /// No controller orders a sleep from a host that has seen a higher epoch.
    EPOCH_HEEDED,
    /// No host is given a second lease while it has one.
    ONE_LEASE,
    /// Each call is answered exactly once.
    ANSWERED_ONCE,
    /// When all faults are over, the books say what is.
    CONVERGES,
    /// Nothing throws.
    NEVER_THROWS;

    /// In messages: `one-lease`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
