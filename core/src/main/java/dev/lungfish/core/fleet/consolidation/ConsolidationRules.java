package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.evidence.ByteCount;

/// What a plan must keep to.
///
/// @param reserve how many hosts stay awake though no guest is on them
/// @param awake how many hosts stay awake at least, used or not
/// @param failureCovered whether the guests of any one host that is awake must fit on the others
/// @param moves how many guests a plan moves at most
/// @param atOnce how many moves a host takes part in at once
/// @param joulesPerGibibyte what moving memory costs on both hosts and the network
/// @param steps of the search
public record ConsolidationRules(
        int reserve,
        int awake,
        boolean failureCovered,
        int moves,
        int atOnce,
        long joulesPerGibibyte,
        int steps) {
    private static final long GIBIBYTE = 1L << 30;

    public ConsolidationRules {
        if (reserve < 0
                || awake < 0
                || moves < 0
                || atOnce < 1
                || joulesPerGibibyte < 0
                || steps < 1) {
            throw new IllegalArgumentException(
                    "no negative number, a move at once and a step at least expected, found reserve %d, awake %d, moves %d, at once %d, %d J/GiB, steps %d"
                            .formatted(reserve, awake, moves, atOnce, joulesPerGibibyte, steps));
        }
    }

    /// One host in reserve, the failure of one host covered, a hundred moves, two at once for a
    /// host. 60 J for a GiB: two hosts that draw 25 W more for as long as a GiB takes on 10 Gbit/s,
    /// and some of it twice.
    public static ConsolidationRules usual() {
        return new ConsolidationRules(1, 1, true, 100, 2, 60, 200_000);
    }

    /// What moving this much costs, in joules.
    long migration(ByteCount memory) {
        return Math.ceilDiv(memory.bytes() * joulesPerGibibyte, GIBIBYTE);
    }
}
