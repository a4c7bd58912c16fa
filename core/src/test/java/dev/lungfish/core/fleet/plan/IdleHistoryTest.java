package dev.lungfish.core.fleet.plan;

import static dev.lungfish.core.fleet.pool.PoolHosts.AWAKE;
import static dev.lungfish.core.fleet.pool.PoolHosts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.PoolHosts;
import dev.lungfish.core.fleet.state.FleetHost;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IdleHistoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final IdleRule RULE = new IdleRule.Learned(MINUTE, 0.01);

    /// A host is used for an hour, and idle for a while, again and again.
    private static Instant uses(IdleHistory history, Instant from, Duration gap, int times) {
        Instant at = from;
        for (int i = 0; i < times; i++) {
            history.uses(at, 1);
            at = at.plus(Duration.ofHours(1));
            history.uses(at, 0);
            at = at.plus(gap);
        }
        history.uses(at, 1);
        return at;
    }

    @Test
    void waitsLongerThanGapsThatAreNotWorthASleep() {
        IdleHistory history = new IdleHistory(RULE);
        assertThat(history.length()).isEqualTo(MINUTE.multipliedBy(2));

        Instant _ = uses(history, NOW, Duration.ofSeconds(20), 16);

        assertThat(history.gaps()).isEqualTo(16);
        assertThat(history.length()).isEqualTo(MINUTE.multipliedBy(64));
    }

    @Test
    void waitsNoLongerThanItsShareOfTheEnergyAllowsWhereGapsAreLong() {
        IdleHistory history = new IdleHistory(RULE);

        Instant _ = uses(history, NOW, Duration.ofHours(5), 16);

        // One percent of an hour of use and of what a sleep costs are 36.6 s for each gap.
        assertThat(history.length()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aFixedTimeIsNotLearned() {
        IdleHistory history = new IdleHistory(new IdleRule.Fixed(MINUTE));

        Instant at = uses(history, NOW, Duration.ofHours(5), 16);
        history.uses(at, 0);

        assertThat(history.length()).isEqualTo(MINUTE);
        assertThat(history.gaps()).isZero();
        assertThat(history.keptUntil(1)).isEqualTo(at.plus(MINUTE));
        assertThat(history.keptUntil(2)).isEqualTo(Instant.MIN);
        assertThatThrownBy(() -> new IdleRule.Fixed(MINUTE.negated()))
                .hasMessageContaining("no negative time expected, found PT-1M");
    }

    @Test
    void goesOnWithWhatAnotherLearnedForTheSameBreakEven() {
        IdleHistory history = new IdleHistory(RULE);
        Instant at = uses(history, NOW, Duration.ofHours(5), 12);

        IdleHistory next = new IdleHistory(RULE, history.knowledge());
        IdleHistory other =
                new IdleHistory(
                        new IdleRule.Learned(MINUTE.multipliedBy(3), 0.01), history.knowledge());

        assertThat(next.knowledge()).isEqualTo(history.knowledge());
        assertThat(next.length()).isEqualTo(history.length());
        Instant _ = uses(history, at, Duration.ofSeconds(30), 30);
        Instant _ = uses(next, at, Duration.ofSeconds(30), 30);
        assertThat(next.length()).isEqualTo(history.length());
        assertThat(other.length()).isEqualTo(MINUTE.multipliedBy(6));
        assertThat(other.gaps()).isZero();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        IdleHistory history = new IdleHistory(RULE);
        Instant at = uses(history, NOW, Duration.ofHours(5), 9);
        IdleKnowledge before = history.knowledge();

        IdleHistory copy = history.copy();
        assertThat(copy.knowledge()).isEqualTo(before);
        Instant _ = uses(copy, at, Duration.ofSeconds(30), 30);

        assertThat(history.knowledge()).isEqualTo(before);
        assertThat(copy.knowledge()).isNotEqualTo(before);
    }

    /// Two hosts were used, and one of them is no more: it is kept, and a third one is not.
    @Test
    void asManyHostsAreKeptAsWereUsedUntilLately() {
        PoolView view = new PoolView(new IdleHistory(new IdleRule.Fixed(MINUTE)));
        view.put(guests(1, 1, NOW));
        view.put(guests(2, 1, NOW));
        view.put(guests(3, 0, NOW));

        view.put(guests(2, 0, NOW.plusSeconds(10)));

        Instant now = NOW.plusSeconds(20);
        assertThat(view.keptIdle(now, 0)).isEqualTo(1);
        assertThat(view.keptIdle(now, 1)).isEqualTo(1);
        assertThat(view.keptIdle(now, 2)).isZero();
        assertThat(view.keptIdle(now.plus(MINUTE), 0)).isZero();
        assertThat(view.idleUntil()).isEqualTo(NOW.plusSeconds(70));
        assertThat(view.copy().keptIdle(now, 0)).isEqualTo(1);
        PoolView copy = view.copy();
        copy.put(guests(1, 0, now));
        assertThat(copy.keptIdle(now, 0)).isEqualTo(2);
        assertThat(view.keptIdle(now, 0)).isEqualTo(1);
    }

    private static PoolHost guests(int number, int guests, Instant seen) {
        PoolHost host = PoolHosts.withGuests(PoolHosts.of(number, AWAKE), OptionalInt.of(guests));
        FleetHost known = host.host();
        return host.with(
                new FleetHost(
                        known.state(),
                        known.target(),
                        known.wanted(),
                        known.held(),
                        known.history(),
                        seen));
    }
}
