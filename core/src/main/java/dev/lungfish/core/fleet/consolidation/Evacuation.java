package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Round;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// How hosts that somebody drains lose their guests: each guest that can be moved goes where it
/// fits best, to a host that is not drained; the others stay. Nothing is overcommitted, and where
/// the failure of one host is covered it stays so.
///
/// @param emptyings one for each of these hosts that has something to move
/// @param guests why each guest stays that does, by its name
public record Evacuation(List<Emptying> emptyings, Map<String, ConsolidationReason> guests) {
    /// Nothing to do.
    public static final Evacuation NONE = new Evacuation(List.of(), Map.of());

    public Evacuation {
        emptyings = List.copyOf(emptyings);
        guests = Collections.unmodifiableMap(new LinkedHashMap<>(guests));
    }

    /// Plans.
    ///
    /// @param hosts of one pool; guests go to those that are awake and not drained
    /// @param guests of the hosts that are awake
    /// @param drained the names of hosts that are drained; those that are not awake are left out
    public static Evacuation plan(
            Instant now,
            Collection<HostRoom> hosts,
            Collection<GuestLoad> guests,
            Set<String> drained,
            ConsolidationRules rules) {
        Pool pool = Pool.of(now, List.copyOf(hosts), List.copyOf(guests));
        return new Search(pool, drained, rules).plan();
    }

    /// One search. For one thread.
    private static final class Search {
        private final Pool pool;
        private final ConsolidationRules rules;
        private final Packing packing;
        private final BitSet targets = new BitSet();
        private final boolean covered;
        private final Map<String, ConsolidationReason> staying = new LinkedHashMap<>();
        private int moves;

        Search(Pool pool, Set<String> drained, ConsolidationRules rules) {
            this.pool = pool;
            this.rules = rules;
            packing = Packing.of(pool);
            for (int host = 0; host < pool.hosts.size(); host++) {
                targets.set(host, !drained.contains(pool.hosts.get(host).name()));
            }
            covered = rules.failureCovered() && FailureCheck.uncovered(packing, targets).isEmpty();
        }

        Evacuation plan() {
            Packing order = Packing.of(pool);
            List<Emptying> emptyings = new ArrayList<>();
            IntStream.range(0, pool.hosts.size())
                    .filter(host -> !targets.get(host))
                    .forEach(host -> {
                        List<MoveOrder.Step> steps = steps(host);
                        List<Round> rounds = Rounds.of(order, steps, rules.atOnce());
                        if (!rounds.isEmpty()) {
                            emptyings.add(
                                    new Emptying(
                                            pool.hosts.get(host).name(),
                                            rounds,
                                            packing.on(host).isEmpty()));
                        }
                    });
            return new Evacuation(emptyings, staying);
        }

        private List<MoveOrder.Step> steps(int host) {
            List<Integer> units =
                    packing.on(host).stream()
                            .boxed()
                            .sorted(Comparator.comparingLong(pool::size).reversed())
                            .toList();
            List<MoveOrder.Step> steps = new ArrayList<>();
            for (int unit : units) {
                Optional<ConsolidationReason> no =
                        pool.held(unit).map(Unit.Held::why).or(() -> place(unit, host, steps));
                no.ifPresent(why ->
                        pool.units
                                .get(unit)
                                .guests()
                                .forEach(guest -> staying.put(guest.name(), why)));
            }
            return steps;
        }

        /// Why it is placed nowhere; empty where it is.
        private Optional<ConsolidationReason> place(
                int unit, int from, List<MoveOrder.Step> steps) {
            int guests = pool.units.get(unit).guests().size();
            if (moves + guests > rules.moves()) {
                return Optional.of(new ConsolidationReason.GuestBeyondPlan(rules.moves()));
            }
            BitSet left = (BitSet) targets.clone();
            for (int to = packing.best(unit, left);
                    to != Packing.NOWHERE;
                    to = packing.best(unit, left)) {
                packing.put(unit, to);
                if (!covered || FailureCheck.uncovered(packing, targets).isEmpty()) {
                    steps.add(new MoveOrder.Step(unit, from, to));
                    moves += guests;
                    return Optional.empty();
                }
                packing.put(unit, from);
                left.clear(to);
            }
            return Optional.of(new ConsolidationReason.GuestFindsNoRoom());
        }
    }
}
