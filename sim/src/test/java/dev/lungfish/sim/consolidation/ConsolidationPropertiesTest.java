package dev.lungfish.sim.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.Consolidation;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Round;
import dev.lungfish.core.fleet.consolidation.ConsolidationRules;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every plan, checked with nothing but the plan and what was handed in.
class ConsolidationPropertiesTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverOvercommitsNorBreaksARule(boolean covered) {
        int planned = 0;
        for (int seed = 0; seed < 30; seed++) {
            RandomPool pool = RandomPool.of(seed, 2, 14, 1 + seed % 4, seed % 3 != 0);
            ConsolidationRules rules =
                    new ConsolidationRules(seed % 2, 1, covered, 40, 2, 60, 20_000);
            ConsolidationPlan plan =
                    Consolidation.plan(RandomPool.NOW, pool.hosts(), pool.guests(), rules);

            new Player(pool, rules, seed).play(plan);
            planned += plan.emptyings().isEmpty() ? 0 : 1;
            int possible = pool.hosts().size() - rules.reserve() - plan.bound().hosts();
            assertThat(possible < 1 && !plan.emptyings().isEmpty()).as("seed %d", seed).isFalse();
        }
        assertThat(planned).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 8, 21})
    void isTheSameWhateverTheOrderOfTheInput(long seed) {
        RandomPool pool = RandomPool.of(seed, 8, 20, 3, true);
        ConsolidationRules rules = ConsolidationRules.usual();
        List<HostRoom> hosts = new ArrayList<>(pool.hosts());
        List<GuestLoad> guests = new ArrayList<>(pool.guests());
        Collections.shuffle(hosts, new Random(seed));
        Collections.shuffle(guests, new Random(seed));

        assertThat(Consolidation.plan(RandomPool.NOW, hosts, guests, rules))
                .isEqualTo(Consolidation.plan(RandomPool.NOW, pool.hosts(), pool.guests(), rules));
    }

    /// All ways to place six guests at most on four hosts at most.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isTheOptimumOnTinyPools(boolean bindings) {
        ConsolidationRules free =
                new ConsolidationRules(0, 0, false, Integer.MAX_VALUE, 2, 0, 50_000);
        int more = 0;
        for (int seed = 100; seed < 160; seed++) {
            RandomPool random = RandomPool.of(seed, 2, 4, 1.5, bindings);
            ConsolidationPlan plan =
                    Consolidation.plan(RandomPool.NOW, random.hosts(), random.guests(), free);
            int optimum = fewest(random, new int[random.guests().size()], 0);

            assertThat(plan.bound().hosts()).as("seed %d", seed).isLessThanOrEqualTo(optimum);
            assertThat(plan.awakeAfter()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum);
            more += plan.awakeAfter() - optimum;
        }
        // The optimum knows no order of moves: some need a host that is not there.
        assertThat(more).isLessThanOrEqualTo(2);
    }

    private static int fewest(RandomPool pool, int[] places, int next) {
        if (next == places.length) {
            return isPossible(pool, places)
                    ? (int) Arrays.stream(places).distinct().count()
                    : Integer.MAX_VALUE;
        }
        int best = Integer.MAX_VALUE;
        for (int host = 0; host < pool.hosts().size(); host++) {
            if (pool.allows(pool.guests().get(next), pool.hosts().get(host))) {
                places[next] = host;
                best = Math.min(best, fewest(pool, places, next + 1));
            }
        }
        return best;
    }

    private static boolean isPossible(RandomPool pool, int[] places) {
        for (int host = 0; host < pool.hosts().size(); host++) {
            int there = host;
            List<GuestLoad> on =
                    IntStream.range(0, places.length)
                            .filter(guest -> places[guest] == there)
                            .mapToObj(pool.guests()::get)
                            .toList();
            HostRoom room = pool.hosts().get(host);
            boolean fits =
                    IntStream.range(0, Amounts.KINDS)
                            .allMatch(kind ->
                                    on.stream().mapToLong(guest -> guest.needs().of(kind)).sum()
                                            <= room.room().of(kind));
            List<String> apart = on.stream().flatMap(guest -> guest.apart().stream()).toList();
            if (!fits || apart.size() != Set.copyOf(apart).size()) {
                return false;
            }
        }
        return true;
    }

    /// Carries a plan out.
    private static final class Player {
        private final Map<String, HostRoom> hosts;
        private final Map<String, GuestLoad> guests;
        private final Map<String, String> places = new HashMap<>();
        private final Set<String> awake;
        private final ConsolidationRules rules;
        private final int seed;

        Player(RandomPool pool, ConsolidationRules rules, int seed) {
            this.hosts =
                    pool.hosts().stream()
                            .collect(Collectors.toMap(HostRoom::name, Function.identity()));
            this.guests =
                    pool.guests().stream()
                            .collect(Collectors.toMap(GuestLoad::name, Function.identity()));
            pool.guests().forEach(guest -> places.put(guest.name(), guest.host()));
            this.awake = new HashSet<>(hosts.keySet());
            this.rules = rules;
            this.seed = seed;
        }

        void play(ConsolidationPlan plan) {
            for (Emptying emptying : plan.emptyings()) {
                emptying.rounds().forEach(this::play);
                assertThat(places).as("seed %d", seed).doesNotContainValue(emptying.host());
                if (emptying.sleeps()) {
                    awake.remove(emptying.host());
                    checkFailures();
                }
            }
            assertThat(plan.moves()).hasSizeLessThanOrEqualTo(rules.moves());
            assertThat(awake).hasSize(plan.awakeAfter());
            if (!plan.sleeping().isEmpty()) {
                long empty = awake.stream().filter(host -> !places.containsValue(host)).count();
                assertThat(empty).isGreaterThanOrEqualTo(rules.reserve());
                assertThat(awake.size()).isGreaterThanOrEqualTo(rules.awake());
                assertThat(plan.balance().joules()).isPositive();
            }
        }

        private GuestLoad guest(String name) {
            return Objects.requireNonNull(guests.get(name));
        }

        private HostRoom host(String name) {
            return Objects.requireNonNull(hosts.get(name));
        }

        private void play(Round round) {
            Map<String, Integer> busy = new HashMap<>();
            Map<String, List<String>> during = new HashMap<>();
            places.forEach((guest, host) ->
                    during.computeIfAbsent(host, _ -> new ArrayList<>()).add(guest));
            for (Move move : round.moves()) {
                GuestLoad guest = guest(move.guest());
                assertThat(places).containsEntry(move.guest(), move.from());
                assertThat(awake).contains(move.from(), move.to());
                assertThat(guest.binding()).isInstanceOf(Binding.Free.class);
                assertThat(host(move.to()).runs(guest, host(guest.host()))).isTrue();
                busy.merge(move.from(), 1, Integer::sum);
                busy.merge(move.to(), 1, Integer::sum);
                during.computeIfAbsent(move.to(), _ -> new ArrayList<>()).add(move.guest());
            }
            assertThat(busy.values()).allMatch(moves -> moves <= rules.atOnce());
            round.moves()
                    .forEach(move -> check(move.to(), during.getOrDefault(move.to(), List.of())));
            round.moves().forEach(move -> places.put(move.guest(), move.to()));
            checkFailures();
        }

        private void check(String host, List<String> there) {
            for (int kind = 0; kind < Amounts.KINDS; kind++) {
                int of = kind;
                long taken = there.stream().mapToLong(name -> guest(name).needs().of(of)).sum();
                assertThat(taken)
                        .as("seed %d, host %s, kind %d", seed, host, kind)
                        .isLessThanOrEqualTo(host(host).room().of(kind));
            }
            List<String> groups =
                    there.stream().flatMap(name -> guest(name).apart().stream()).toList();
            assertThat(groups).as("seed %d, host %s", seed, host).doesNotHaveDuplicates();
        }

        /// What is necessary, without the planner's own check: that their memory is free elsewhere.
        private void checkFailures() {
            if (!rules.failureCovered()) {
                return;
            }
            for (String failed : awake) {
                List<GuestLoad> lost =
                        guests.values().stream()
                                .filter(guest -> failed.equals(places.get(guest.name())))
                                .filter(guest -> !(guest.binding() instanceof Binding.Bound))
                                .filter(guest -> awake.size() > 1)
                                .toList();
                long memory = lost.stream().mapToLong(guest -> guest.needs().of(0)).sum();
                long free =
                        awake.stream()
                                .filter(host -> !host.equals(failed))
                                .mapToLong(this::freeMemory)
                                .sum();
                assertThat(memory)
                        .as("seed %d: the memory of %s elsewhere", seed, failed)
                        .isLessThanOrEqualTo(free);
            }
        }

        private long freeMemory(String host) {
            long[] taken =
                    guests.values().stream()
                            .filter(guest -> host.equals(places.get(guest.name())))
                            .mapToLong(guest -> guest.needs().of(0))
                            .toArray();
            return host(host).room().of(0) - Arrays.stream(taken).sum();
        }
    }
}
