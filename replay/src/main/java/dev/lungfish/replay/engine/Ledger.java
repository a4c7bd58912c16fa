package dev.lungfish.replay.engine;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.result.Figures;
import dev.lungfish.replay.result.Waits;
import dev.lungfish.replay.trace.Need;
import java.util.ArrayDeque;
import java.util.Deque;

/// What the hosts of a replay use, and how long work waits for them. Not safe to share between
/// threads.
final class Ledger {
    private final int hosts;
    private final Need rules;
    private final PowerModel power;
    private final Waits waits = new Waits();
    private final Curve curve;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private long last;
    private double seconds;
    private double owed;
    private long sleeps;
    private long checkIns;
    private int awake;
    private int serving;
    private int wanted;
    private int needed;

    private record Arrival(long since, int hosts, int count) {}

    Ledger(int hosts, Need rules, PowerModel power) {
        this.hosts = hosts;
        this.rules = rules;
        this.power = power;
        curve = new Curve(rules.length());
        awake = hosts;
    }

    /// Time goes by.
    void pass(long now) {
        double length = (now - last) / 1e3;
        int missing = Math.max(0, needed - awake);
        seconds += (awake + missing) * length;
        owed += missing * length;
        curve.add(last, now, awake);
        last = now;
    }

    /// Step i of the need begins.
    void step(int i) {
        needed = rules.hosts()[i];
    }

    /// A host falls asleep.
    void asleep(long now) {
        pass(now);
        awake--;
        sleeps++;
    }

    /// A host is back.
    ///
    /// @param byItself whether nobody but its alarm woke it
    void awake(long now, boolean byItself) {
        pass(now);
        awake++;
        checkIns += byItself ? 1 : 0;
    }

    /// So many more hosts that are needed can be used from now on.
    void serving(long now, int more) {
        serving += more;
        settle(now);
    }

    /// Work begins, and waits until so many hosts can be used.
    void arrive(long now, int hostsWanted, int count) {
        wanted = hostsWanted;
        if (count > 0) {
            waiting.addLast(new Arrival(now, wanted, count));
        }
        settle(now);
    }

    /// Whoever waits for more hosts than are needed now runs on those that are there, or has ended.
    private void settle(long now) {
        while (!waiting.isEmpty() && Math.min(waiting.peekFirst().hosts(), wanted) <= serving) {
            Arrival arrival = waiting.removeFirst();
            waits.add(now - arrival.since(), arrival.count());
        }
    }

    Figures figures(String policy, long length) {
        while (!waiting.isEmpty()) {
            Arrival arrival = waiting.removeFirst();
            waits.add(length - arrival.since(), arrival.count());
        }
        double joules =
                power.asleep() * hosts * length / 1e3
                        + power.saved() * seconds
                        + power.transition() * sleeps;
        return new Figures(policy, joules, sleeps, checkIns, owed, waits, curve);
    }
}
