package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Round;
import dev.lungfish.core.fleet.consolidation.MoveOrder.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts moves that may run at once into rounds: no host takes part in more than a few of them, and
/// all of them fit though none of them is done. For one thread.
final class Rounds {
    private final Packing now;
    private final int atOnce;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();
    private final Map<Integer, Integer> busy = new HashMap<>();
    private final Set<Integer> moving = new HashSet<>();

    /// What the sources of this round have not given free yet.
    private final Map<Integer, long[]> held = new HashMap<>();

    private final Map<Integer, BitSet> leaving = new HashMap<>();

    private Rounds(Packing now, int atOnce) {
        this.now = now;
        this.atOnce = atOnce;
    }

    /// @param now is as it is after all steps in the end
    static List<Round> of(Packing now, List<Step> steps, int atOnce) {
        Rounds rounds = new Rounds(now, atOnce);
        steps.forEach(rounds::add);
        rounds.close();
        return rounds.rounds;
    }

    private void add(Step step) {
        Unit unit = now.pool.units.get(step.unit());
        if (moving.contains(step.unit()) || !fits(step, unit)) {
            close();
        }
        moving.add(step.unit());
        long[] kept = held.computeIfAbsent(step.from(), _ -> new long[Amounts.KINDS]);
        for (int kind = 0; kind < kept.length; kind++) {
            kept[kind] += unit.needs().of(kind);
        }
        leaving.computeIfAbsent(step.from(), _ -> new BitSet()).set(step.unit());
        for (GuestLoad guest : unit.guests()) {
            if (isBusy(step.from()) || isBusy(step.to())) {
                nextRound();
            }
            busy.merge(step.from(), 1, Integer::sum);
            busy.merge(step.to(), 1, Integer::sum);
            moves.add(
                    new Move(
                            guest.name(),
                            name(step.from()),
                            name(step.to()),
                            guest.needs().memory()));
        }
        now.put(step.unit(), step.to());
    }

    private boolean fits(Step step, Unit unit) {
        long[] kept = held.getOrDefault(step.to(), new long[Amounts.KINDS]);
        for (int kind = 0; kind < kept.length; kind++) {
            if (unit.needs().of(kind) > now.free(step.to(), kind) - kept[kind]) {
                return false;
            }
        }
        BitSet gone = leaving.getOrDefault(step.to(), new BitSet());
        return !gone.intersects(now.pool.enemies(step.unit()));
    }

    private boolean isBusy(int host) {
        return busy.getOrDefault(host, 0) >= atOnce;
    }

    private String name(int host) {
        return now.pool.hosts.get(host).name();
    }

    /// Ends a round within a unit: what it holds is held on.
    private void nextRound() {
        if (!moves.isEmpty()) {
            rounds.add(new Round(moves));
        }
        moves.clear();
        busy.clear();
    }

    private void close() {
        nextRound();
        moving.clear();
        held.clear();
        leaving.clear();
    }
}
