package dev.lungfish.core.fleet.pool;

import dev.lungfish.core.fleet.state.HostState;
import java.time.Instant;
import java.util.Comparator;

/// Which host is used before another one: those that are awake come first, then those on their way,
/// then sleepers: first those with the most proved ways back, then the fastest, then the least
/// worn, in steps of eight wakes, then whoever has slept under the fewest leases in a row, so that
/// the others sleep on under long ones, and of those whose lease began first: it ends soonest, and
/// the host has long fallen asleep.
public final class Preference {
    /// So many wakes in a day more make a host the second choice.
    private static final int WEAR = 8;

    /// The best first.
    public static final Comparator<PoolHost> BEST = Preference::compare;

    /// Those that serve a demand which needs fewer from now on: the most worn first, as they go on
    /// serving it, and whoever is let go may sleep and be woken again.
    public static final Comparator<PoolHost> SERVES_ON =
            Comparator.comparingInt(Preference::wear).reversed();

    private static final int OUT_OF_USE = 8;

    private Preference() {}

    /// One rule after the other, without the functions that a comparator made of parts would call
    /// for each: a replay compares more than it does anything else.
    private static int compare(PoolHost one, PoolHost other) {
        int order = Integer.compare(rank(one.state()), rank(other.state()));
        if (order == 0) {
            order = Integer.compare(other.ways(), one.ways());
        }
        if (order == 0) {
            order = one.resume().compareTo(other.resume());
        }
        if (order == 0) {
            order = Integer.compare(wear(one), wear(other));
        }
        if (order == 0) {
            order =
                    Integer.compare(
                            one.host().history().renewals(), other.host().history().renewals());
        }
        if (order == 0) {
            order = slept(one).compareTo(slept(other));
        }
        return order == 0 ? one.name().compareTo(other.name()) : order;
    }

    private static int wear(PoolHost host) {
        return host.host().history().wakes().size() / WEAR;
    }

    private static Instant slept(PoolHost host) {
        return host.state() instanceof HostState.Asleep asleep ? asleep.since() : Instant.MIN;
    }

    /// Whether a host may serve those who have not asked for it by its name.
    public static boolean isOfUse(PoolHost host) {
        return rank(host.state()) < OUT_OF_USE;
    }

    /// Whether to wake the host adds to the load: it may be asleep, and is not on its way.
    public static boolean takesPower(PoolHost host) {
        return switch (host.state()) {
            case HostState.Asleep _, HostState.External _, HostState.Limbo _, HostState.Unknown _ ->
                    true;
            case HostState.Awake _,
                    HostState.Draining _,
                    HostState.Ordered _,
                    HostState.Due _,
                    HostState.Waking _,
                    HostState.Settling _,
                    HostState.Overdue _,
                    HostState.Lost _,
                    HostState.Sick _,
                    HostState.Maintenance _ ->
                    false;
        };
    }

    private static int rank(HostState state) {
        return switch (state) {
            case HostState.Awake _ -> 0;
            case HostState.Draining _, HostState.Sick _ -> 1;
            case HostState.Settling _ -> 2;
            case HostState.Waking _, HostState.Due _ -> 3;
            case HostState.Asleep _ -> 4;
            case HostState.Ordered _ -> 5;
            case HostState.Unknown _ -> 6;
            case HostState.Limbo _ -> 7;
            case HostState.Overdue _ -> OUT_OF_USE;
            case HostState.External _ -> OUT_OF_USE + 1;
            case HostState.Lost _ -> OUT_OF_USE + 2;
            case HostState.Maintenance _ -> OUT_OF_USE + 3;
        };
    }
}
