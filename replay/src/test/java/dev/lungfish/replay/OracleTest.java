package dev.lungfish.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.replay.oracle.Oracle;
import dev.lungfish.replay.trace.Need;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The oracle against all schedules that there are, of few hosts in few seconds.
class OracleTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-6);

    /// Ps 1 W, Pi 11 W; a sleep costs 20 J.
    private static final PowerModel POWER =
            new PowerModel(11, 1, 11, Duration.ofSeconds(1), Duration.ofSeconds(1));

    @Test
    void isTheBestOfAllSchedulesWhereNoLeaseEnds() {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            Need need = need(random, 9, 3);
            Oracle oracle = Oracle.of(need, 3, POWER, Duration.ofSeconds(20));

            assertThat(oracle.least()).isCloseTo(exhaustive(need, 3, 20), NEAR);
            assertThat(oracle.achievable()).isCloseTo(oracle.least(), NEAR);
        }
    }

    @Test
    void enclosesTheBestOfAllSchedulesWhereLeasesEnd() {
        Random random = new Random(2);
        int different = 0;
        for (int i = 0; i < 60; i++) {
            Need need = need(random, 10, 3);
            Oracle oracle = Oracle.of(need, 3, POWER, Duration.ofSeconds(4));
            double best = exhaustive(need, 3, 4);

            assertThat(oracle.least()).isLessThanOrEqualTo(best + 1e-6);
            assertThat(oracle.achievable()).isGreaterThanOrEqualTo(best - 1e-6);
            different += oracle.least() < best - 1e-6 ? 1 : 0;
        }
        assertThat(different).as("cases in which a lease counts").isPositive();
    }

    /// Two sleeps that overlap save a check-in: so levels for themselves are not the optimum.
    @Test
    void levelsForThemselvesAreNotAlwaysTheBest() {
        Need need = steps(2, 1, 1, 0, 0, 1, 1, 2);
        Oracle oracle = Oracle.of(need, 2, POWER, Duration.ofSeconds(4));
        double best = exhaustive(need, 2, 4);

        assertThat(best).isLessThan(oracle.achievable() - 1e-6);
        assertThat(oracle.least()).isLessThanOrEqualTo(best + 1e-6);
    }

    private static Need need(Random random, int length, int hosts) {
        return steps(IntStream.range(0, length).map(_ -> random.nextInt(hosts + 1)).toArray());
    }

    /// A second for each, and the end.
    private static Need steps(int... hosts) {
        return new Need(
                IntStream.rangeClosed(0, hosts.length).mapToLong(i -> i * 1000L).toArray(),
                Arrays.copyOf(hosts, hosts.length + 1),
                new int[hosts.length + 1]);
    }

    /// The least energy of all schedules. A host is awake (0), or in its k-th second of a sleep.
    private static double exhaustive(Need need, int hosts, int longest) {
        Map<List<Integer>, Double> costs =
                Map.of(IntStream.range(0, hosts).mapToObj(_ -> 0).toList(), 0.0);
        for (int step = 0; step + 1 < need.steps(); step++) {
            Map<List<Integer>, Double> next = new HashMap<>();
            for (var known : costs.entrySet()) {
                extend(
                        known.getKey(),
                        0,
                        new Integer[hosts],
                        known.getValue(),
                        longest,
                        need.hosts()[step],
                        next);
            }
            costs = next;
        }
        return costs.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static void extend(
            List<Integer> before,
            int host,
            Integer[] now,
            double cost,
            int longest,
            int needed,
            Map<List<Integer>, Double> next) {
        if (host == now.length) {
            if (Arrays.stream(now).filter(state -> state == 0).count() >= needed) {
                next.merge(Arrays.stream(now).sorted().toList(), cost, Math::min);
            }
            return;
        }
        int state = before.get(host);
        now[host] = 0;
        extend(before, host + 1, now, cost + POWER.awake(), longest, needed, next);
        now[host] = 1;
        extend(
                before,
                host + 1,
                now,
                cost + POWER.asleep() + POWER.transition(),
                longest,
                needed,
                next);
        if (state > 0 && state < longest) {
            now[host] = state + 1;
            extend(before, host + 1, now, cost + POWER.asleep(), longest, needed, next);
        }
    }
}
