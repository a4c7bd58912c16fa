package dev.lungfish.core.fleet.consolidation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Brings moves into an order in which each of them fits. Where units wait for each other, one of
/// them goes to a host with room in between; where there is none, there is no order. Moves that no
/// emptied host needs are left out. For one thread.
final class MoveOrder {
    /// One unit goes to another host.
    record Step(int unit, int from, int to) {}

    /// A host and the moves after which it is empty.
    record Emptied(int host, List<Step> steps) {}

    private final Pool pool;
    private final Packing target;
    private final Packing now;
    private final BitSet emptied = new BitSet();
    private int emptying = Packing.NOWHERE;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private List<Step> steps = new ArrayList<>();

    private MoveOrder(Packing target) {
        this.pool = target.pool;
        this.target = target;
        this.now = Packing.of(pool);
    }

    /// The moves by which hosts are emptied, one after the other; fewer hosts where the moves of
    /// one find no order.
    static List<Emptied> of(Packing target, List<Integer> hosts) {
        MoveOrder order = new MoveOrder(target);
        List<Emptied> done = new ArrayList<>();
        for (int host : hosts) {
            Optional<Emptied> next = order.empty(host);
            if (next.isEmpty()) {
                return done;
            }
            done.add(next.get());
        }
        return done;
    }

    private Optional<Emptied> empty(int host) {
        steps = new ArrayList<>();
        emptying = host;
        List<Integer> units =
                now.on(host).stream()
                        .boxed()
                        .sorted(Comparator.comparingLong(pool::size).reversed())
                        .toList();
        for (int unit : units) {
            if (!bring(unit)) {
                return Optional.empty();
            }
        }
        emptied.set(host);
        if (!now.on(host).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Emptied(host, List.copyOf(steps)));
    }

    /// Moves a unit where it is to go, after those that are in its way.
    private boolean bring(int unit) {
        int to = target.at(unit);
        if (now.at(unit) == to) {
            return true;
        }
        if (waiting.contains(unit)) {
            return makeWay(unit);
        }
        waiting.push(unit);
        for (int other : now.on(to).stream().toArray()) {
            if (now.fits(unit, to)) {
                break;
            }
            if (now.at(other) == to && target.at(other) != to) {
                boolean _ = bring(other);
            }
        }
        int _ = waiting.pop();
        if (now.at(unit) == to) {
            return true;
        }
        return now.fits(unit, to) ? move(unit, to) : makeWay(unit);
    }

    /// Moves a unit to any host with room, from which it goes on later.
    private boolean makeWay(int unit) {
        BitSet hosts = new BitSet();
        hosts.set(0, pool.hosts.size());
        hosts.andNot(emptied);
        hosts.clear(now.at(unit));
        hosts.clear(emptying);
        int host = now.best(unit, hosts);
        return host != Packing.NOWHERE && move(unit, host);
    }

    private boolean move(int unit, int to) {
        steps.add(new Step(unit, now.at(unit), to));
        now.put(unit, to);
        return true;
    }
}
