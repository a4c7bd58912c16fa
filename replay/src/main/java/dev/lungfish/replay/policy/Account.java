package dev.lungfish.replay.policy;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.result.Figures;
import dev.lungfish.replay.result.Waits;
import dev.lungfish.replay.trace.Need;
import java.util.Optional;

/// What it comes to when so many hosts are kept awake. The last one to be woken is the first one to
/// sleep, so that the others sleep long. Whoever sleeps longer than a lease is woken by its end and
/// sleeps on, under leases that grow as those of the fleet do.
public final class Account {
    private final Need need;
    private final PowerModel power;
    private final LeaseRules leases;
    private final Waits waits = new Waits();
    private final Curve curve;
    private final long[] since;
    private final long[] ready;
    private final long down;
    private final long up;
    private double seconds;
    private double owed;
    private long sleeps;
    private long checkIns;
    private int awake;
    private int slowest;

    private Account(Need need, int hosts, PowerModel power, LeaseRules leases) {
        this.need = need;
        this.power = power;
        this.leases = leases;
        curve = new Curve(need.length());
        since = new long[hosts];
        ready = new long[hosts];
        down = power.down().toMillis();
        up = power.up().toMillis();
        awake = hosts;
    }

    /// Reckons up one policy.
    ///
    /// @param need how many hosts the work needs
    /// @param rules how many must be awake by the rules of the pool
    public static Figures of(
            Policy policy, Need need, Need rules, int hosts, PowerModel power, LeaseRules leases) {
        Account account = new Account(need, hosts, power, leases);
        return account.figures(policy, policy.awake(rules, hosts, power), hosts);
    }

    private Figures figures(Policy policy, Steps steps, int hosts) {
        int step = 0;
        long last = 0;
        for (int i = 0; i < need.steps(); i++) {
            long now = need.times()[i];
            while (step < steps.size() && steps.time(step) <= now) {
                last = spend(last, steps.time(step));
                change(steps.time(step), steps.value(step));
                step++;
            }
            last = spend(last, now);
            arrive(now, need.hosts()[i], need.arrivals()[i]);
        }
        change(need.length(), hosts);
        double joules =
                power.asleep() * hosts * need.length() / 1e3
                        + power.saved() * seconds
                        + power.transition() * (sleeps + checkIns);
        return new Figures(
                policy.spelling(), joules, sleeps + checkIns, checkIns, owed, waits, curve);
    }

    private long spend(long from, long to) {
        seconds += awake * ((to - from) / 1e3);
        curve.add(from, to, awake);
        return Math.max(from, to);
    }

    private void change(long now, int wanted) {
        for (int level = awake; level < wanted; level++) {
            long slept = now - since[level];
            if (slept > 0) {
                sleeps++;
                checkIns += checkIns(slept);
                ready[level] = Math.max(now, since[level] + down) + up;
                owed += up / 1e3;
                slowest = Math.max(slowest, level + 1);
            }
        }
        for (int level = wanted; level < awake; level++) {
            since[level] = now;
        }
        awake = wanted;
    }

    /// How often a host that sleeps so long is woken by the end of a lease.
    private long checkIns(long slept) {
        long left = slept - up;
        int count = 0;
        while (true) {
            long lease = leases.length(count, Optional.empty(), 0).orElseThrow().toMillis();
            if (left <= lease) {
                return count;
            }
            left -= lease + up;
            count++;
        }
    }

    /// Work that begins waits for the slowest of the hosts that are needed.
    private void arrive(long now, int needed, int arrivals) {
        while (slowest > 0 && ready[slowest - 1] <= now) {
            slowest--;
        }
        long latest = now;
        for (int level = 0; level < Math.min(needed, slowest); level++) {
            latest = Math.max(latest, ready[level]);
        }
        waits.add(latest - now, arrivals);
    }
}
