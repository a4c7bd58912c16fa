package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Balance;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Round;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.HostBeyondPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.HostGapTooShort;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.HostGuestStays;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.HostInReserve;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.HostRoomNeeded;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.HostStays;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.PoolAtBound;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.PoolFailureNotCovered;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.PoolPlanNotFound;
import dev.lungfish.core.fleet.consolidation.MoveOrder.Emptied;
import dev.lungfish.core.fleet.consolidation.Unit.Held;
import dev.lungfish.core.fleet.consolidation.UsedHosts.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Plans which hosts of a pool are emptied, and by which moves. For one thread.
///
/// Nothing is planned unless one host fewer could be awake by the bound. Hosts whose sleep would
/// not pay stay. Then [UsedHosts] looks for the fewest hosts that hold all guests, [MoveOrder] for
/// an order of the moves, and what comes out is played through once more: the plan ends before the
/// first host whose moves break a rule.
public final class Consolidation {
    private final ConsolidationRules rules;
    private final Pool pool;
    private final Map<Integer, ConsolidationReason> staying = new LinkedHashMap<>();
    private final LowerBound bound;

    private Consolidation(
            Instant now,
            Collection<HostRoom> hosts,
            Collection<GuestLoad> guests,
            ConsolidationRules rules) {
        this.rules = rules;
        this.pool = Pool.of(now, List.copyOf(hosts), List.copyOf(guests));
        Packing start = Packing.of(pool);
        for (int host = 0; host < pool.hosts.size(); host++) {
            int number = host;
            stays(start, host).ifPresent(why -> staying.put(number, why));
        }
        this.bound = LowerBound.of(pool, set(staying.keySet()));
    }

    /// Plans.
    ///
    /// @param hosts of one pool; those that sleep are left alone
    /// @param guests of the hosts that are awake
    /// @throws IllegalArgumentException where a guest is on no host that is awake
    public static ConsolidationPlan plan(
            Instant now,
            Collection<HostRoom> hosts,
            Collection<GuestLoad> guests,
            ConsolidationRules rules) {
        return new Consolidation(now, hosts, guests, rules).plan();
    }

    private ConsolidationPlan plan() {
        int awake = pool.hosts.size();
        int least = Math.max(rules.awake(), bound.hosts() + rules.reserve());
        if (awake - least < 1) {
            return nothing(new PoolAtBound(awake, rules.reserve(), bound.hosts(), bound.by()));
        }
        BitSet all = new BitSet();
        all.set(0, awake);
        OptionalInt uncovered =
                rules.failureCovered()
                        ? FailureCheck.uncovered(Packing.of(pool), all)
                        : OptionalInt.empty();
        if (uncovered.isPresent()) {
            return nothing(new PoolFailureNotCovered(pool.hosts.get(uncovered.getAsInt()).name()));
        }
        Optional<Found> found =
                new UsedHosts(pool, set(staying.keySet()), rules, bound.hosts()).search();
        List<Emptying> emptyings = found.map(this::emptyings).orElse(List.of());
        Balance balance = balance(emptyings);
        if (emptyings.stream().noneMatch(Emptying::sleeps) || balance.joules() <= 0) {
            return nothing(new PoolPlanNotFound(awake, rules.reserve(), bound.hosts()));
        }
        return result(emptyings, balance, found, Optional.empty());
    }

    /// Why a host stays awake, whatever else is planned.
    private Optional<ConsolidationReason> stays(Packing start, int number) {
        HostRoom host = pool.hosts.get(number);
        if (host.kept().isPresent()) {
            return host.kept().map(HostStays::new);
        }
        List<Held> held =
                start.on(number).stream().mapToObj(pool::held).flatMap(Optional::stream).toList();
        if (!held.isEmpty()) {
            Held first = held.getFirst();
            return Optional.of(
                    new HostGuestStays(first.guest().name(), first.why(), held.size() - 1));
        }
        long memory =
                start.on(number).stream()
                        .mapToLong(unit -> pool.units.get(unit).needs().of(0))
                        .sum();
        long moves = rules.migration(new ByteCount(memory));
        return host.energy().gain(moves) > 0
                ? Optional.empty()
                : Optional.of(
                        new HostGapTooShort(host.energy().gap(), host.energy().breakEven(moves)));
    }

    /// The hosts in the order in which they are emptied, as far as all rules are kept.
    private List<Emptying> emptyings(Found found) {
        Packing start = Packing.of(pool);
        Comparator<Integer> order =
                Comparator.<Integer, Boolean>comparing(host -> !found.reserve().contains(host))
                        .thenComparingLong(host -> perWatt(start, host))
                        .thenComparing(Comparator.naturalOrder());
        List<Integer> hosts =
                IntStream.range(0, pool.hosts.size())
                        .filter(host -> !found.used().get(host))
                        .boxed()
                        .sorted(order)
                        .toList();
        Packing now = Packing.of(pool);
        BitSet awake = new BitSet();
        awake.set(0, pool.hosts.size());
        List<Emptying> done = new ArrayList<>();
        int moves = 0;
        for (Emptied emptied : MoveOrder.of(found.packing(), hosts)) {
            boolean sleeps = !found.reserve().contains(emptied.host());
            Packing before = now.copy();
            List<Round> rounds = Rounds.of(now, emptied.steps(), rules.atOnce());
            moves += rounds.stream().mapToInt(round -> round.moves().size()).sum();
            if (moves > rules.moves() || !isSafe(before, awake, emptied, sleeps)) {
                break;
            }
            if (sleeps) {
                awake.clear(emptied.host());
            }
            done.add(new Emptying(pool.hosts.get(emptied.host()).name(), rounds, sleeps));
        }
        return done;
    }

    private long perWatt(Packing start, int host) {
        long memory =
                start.on(host).stream().mapToLong(unit -> pool.units.get(unit).needs().of(0)).sum();
        return memory / Math.max(1, pool.hosts.get(host).energy().watts());
    }

    /// Whether the failure of a host is covered after each move, and after the host sleeps.
    private boolean isSafe(Packing now, BitSet awake, Emptied emptied, boolean sleeps) {
        if (!rules.failureCovered()) {
            return true;
        }
        for (MoveOrder.Step step : emptied.steps()) {
            now.put(step.unit(), step.to());
            if (FailureCheck.uncovered(now, awake).isPresent()) {
                return false;
            }
        }
        BitSet after = (BitSet) awake.clone();
        after.set(emptied.host(), !sleeps);
        return FailureCheck.uncovered(now, after).isEmpty();
    }

    private Balance balance(List<Emptying> emptyings) {
        ByteCount memory =
                emptyings.stream()
                        .flatMap(emptying -> emptying.rounds().stream())
                        .flatMap(round -> round.moves().stream())
                        .map(Move::memory)
                        .reduce(new ByteCount(0), ByteCount::plus);
        List<HostRoom> sleeping =
                pool.hosts.stream()
                        .filter(host ->
                                emptyings.stream()
                                        .anyMatch(emptying ->
                                                emptying.sleeps()
                                                        && emptying.host().equals(host.name())))
                        .toList();
        return new Balance(
                memory,
                sleeping.stream().mapToInt(host -> host.energy().watts()).sum(),
                sleeping.stream().mapToLong(host -> host.energy().gain(0)).sum()
                        - rules.migration(memory));
    }

    private ConsolidationPlan nothing(ConsolidationReason why) {
        return result(List.of(), Balance.NOTHING, Optional.empty(), Optional.of(why));
    }

    private ConsolidationPlan result(
            List<Emptying> emptyings,
            Balance balance,
            Optional<Found> found,
            Optional<ConsolidationReason> nothing) {
        int asleep = (int) emptyings.stream().filter(Emptying::sleeps).count();
        int awake = pool.hosts.size() - asleep;
        Map<String, ConsolidationReason> hosts = new LinkedHashMap<>();
        for (int number = 0; number < pool.hosts.size(); number++) {
            String name = pool.hosts.get(number).name();
            if (emptyings.stream().noneMatch(done -> done.sleeps() && done.host().equals(name))) {
                ConsolidationReason otherwise =
                        nothing.orElseGet(() -> new HostRoomNeeded(awake, bound.hosts()));
                hosts.put(name, staying.getOrDefault(number, why(number, found).orElse(otherwise)));
            }
        }
        Map<String, ConsolidationReason> guests = new LinkedHashMap<>();
        for (int unit = 0; unit < pool.units.size(); unit++) {
            pool.held(unit).ifPresent(held -> guests.put(held.guest().name(), held.why()));
        }
        return new ConsolidationPlan(
                emptyings,
                pool.hosts.size(),
                found.map(plan -> plan.reserve().size()).orElse(rules.reserve()),
                bound,
                balance,
                hosts,
                guests,
                nothing);
    }

    private Optional<ConsolidationReason> why(int host, Optional<Found> found) {
        if (found.isEmpty() || found.get().used().get(host)) {
            return Optional.empty();
        }
        return Optional.of(
                found.get().reserve().contains(host)
                        ? new HostInReserve(found.get().reserve().size())
                        : new HostBeyondPlan(rules.moves()));
    }

    private static BitSet set(Collection<Integer> numbers) {
        BitSet set = new BitSet();
        numbers.forEach(set::set);
        return set;
    }
}
