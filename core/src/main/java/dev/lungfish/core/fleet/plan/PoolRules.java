package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The rules of a pool.
///
/// @param mode what becomes of the plan
/// @param target how its hosts sleep
/// @param leases how long
/// @param lead how long before a demand a host is woken
/// @param reserve how many hosts stay awake that nobody uses
/// @param awake how many stay awake at least, used or not
/// @param wakers how many hosts stay awake on each network, to wake the others: at least 1, and
///   never more than all but one
/// @param covered networks on which the controller itself can send packets: nobody must stay awake
///   there
/// @param quorums how many members of a group stay awake; of a group that is not named here, more
///   than half of all
/// @param wakesPerDay how often a host may come back from a sleep within a day
/// @param drain whether a host with guests is emptied
/// @param call how often a host that stays awake calls
/// @param floors how many are awake at times, beyond `awake`
public record PoolRules(
        Mode mode,
        SleepTarget target,
        LeaseRules leases,
        Lead lead,
        Reserve reserve,
        int awake,
        int wakers,
        List<NetworkAddress> covered,
        Map<String, Integer> quorums,
        int wakesPerDay,
        boolean drain,
        Duration call,
        List<Floor> floors) {
    public PoolRules {
        covered = List.copyOf(covered);
        floors = List.copyOf(floors);
        quorums = Map.copyOf(quorums);
        if (awake < 0 || wakers < 1 || wakesPerDay < 1 || !call.isPositive()) {
            throw new IllegalArgumentException(
                    "a waker, a wake in a day and a time between calls at least expected, found %d, %d and %s, with %d awake"
                            .formatted(wakers, wakesPerDay, call, awake));
        }
    }

    /// Rules that are the same at all times.
    public PoolRules(
            Mode mode,
            SleepTarget target,
            LeaseRules leases,
            Lead lead,
            Reserve reserve,
            int awake,
            int wakers,
            List<NetworkAddress> covered,
            Map<String, Integer> quorums,
            int wakesPerDay,
            boolean drain,
            Duration call) {
        this(
                mode,
                target,
                leases,
                lead,
                reserve,
                awake,
                wakers,
                covered,
                quorums,
                wakesPerDay,
                drain,
                call,
                List.of());
    }

    /// The same in another mode.
    public PoolRules with(Mode other) {
        return at(other, reserve, floors);
    }

    /// The same, as they are at one time.
    PoolRules at(Mode now, Reserve kept, List<Floor> awakeAtTimes) {
        return new PoolRules(
                now,
                target,
                leases,
                lead,
                kept,
                awake,
                wakers,
                covered,
                quorums,
                wakesPerDay,
                drain,
                call,
                awakeAtTimes);
    }

    /// How many members of a group stay awake.
    int quorum(String group, int members) {
        return quorums.getOrDefault(group, members / 2 + 1);
    }

    /// How many hosts of a network stay awake for the others.
    public int wakers(NetworkAddress network, int members) {
        boolean bySelf = covered.stream().map(NetworkAddress::network).anyMatch(network::equals);
        return bySelf ? 0 : Math.max(1, Math.min(wakers, members - 1));
    }

    /// The same rules, carried out where they would only be shown.
    public PoolRules carriedOut() {
        return new PoolRules(
                mode == Mode.RECOMMEND ? Mode.AUTOMATIC : mode,
                target,
                leases,
                lead,
                reserve,
                awake,
                wakers,
                covered,
                quorums,
                wakesPerDay,
                drain,
                call);
    }

    /// What holds where nothing is configured: a plan that is shown and not carried out.
    public static PoolRules usual() {
        return new PoolRules(
                Mode.RECOMMEND,
                SleepTarget.MEM,
                LeaseRules.usual(),
                Lead.USUAL,
                new Reserve.Hosts(1),
                1,
                2,
                List.of(),
                Map.of(),
                24,
                false,
                Duration.ofMinutes(1));
    }
}
