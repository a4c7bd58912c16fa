package dev.lungfish.core.fleet.demand;

import static dev.lungfish.core.fleet.pool.PoolHosts.ASLEEP;
import static dev.lungfish.core.fleet.pool.PoolHosts.AWAKE;
import static dev.lungfish.core.fleet.pool.PoolHosts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.demand.Demand.Need;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.PoolHosts;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.Pursuit;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllocatorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Demand demand(String id, Need need, Instant from, int priority) {
        return new Demand(id, "somebody", need, from, from.plus(HOUR), priority);
    }

    private static Allocation allocate(List<Demand> demands, List<PoolHost> hosts) {
        return allocate(demands, hosts, Map.of(), Rates.NONE);
    }

    private static Allocation allocate(
            List<Demand> demands,
            List<PoolHost> hosts,
            Map<String, List<String>> before,
            Rates rates) {
        return Allocator.allocate(NOW, demands, hosts, before, Lead.USUAL, rates);
    }

    @Test
    void wantsANamedHostForEachThatAsksForIt() {
        Allocation allocation =
                allocate(
                        List.of(
                                demand("a", new Need.OneHost("host1"), NOW, 0),
                                demand("b", new Need.OneHost("host1"), NOW, 0)),
                        List.of(PoolHosts.of(1, ASLEEP), PoolHosts.of(2, AWAKE)));

        assertThat(allocation.wanted()).containsOnlyKeys("host1");
        assertThat(allocation.claims())
                .allSatisfy(claim -> {
                    assertThat(claim.hosts()).containsExactly("host1");
                    assertThat(claim.ready()).contains(NOW.plusSeconds(10));
                });
    }

    @Test
    void takesAwakeHostsFirstThenThoseWithTheBestWayBack() {
        PoolHost slow = PoolHosts.withWays(PoolHosts.of(1, ASLEEP), 2, Duration.ofSeconds(60));
        PoolHost unproved = PoolHosts.withWays(PoolHosts.of(2, ASLEEP), 1, Duration.ofSeconds(5));
        PoolHost fast = PoolHosts.withWays(PoolHosts.of(3, ASLEEP), 2, Duration.ofSeconds(20));
        PoolHost awake = PoolHosts.of(4, AWAKE);

        Allocation allocation =
                allocate(
                        List.of(demand("a", new Need.Hosts(3), NOW, 0)),
                        List.of(slow, unproved, fast, awake));

        assertThat(allocation.claims().getFirst().hosts())
                .containsExactly("host4", "host3", "host1");
    }

    @Test
    void staysWithTheHostsThatItHasChosen() {
        List<PoolHost> hosts = List.of(PoolHosts.of(1, AWAKE), PoolHosts.of(2, ASLEEP));

        Allocation allocation =
                allocate(
                        List.of(demand("a", new Need.Hosts(1), NOW, 0)),
                        hosts,
                        Map.of("a", List.of("host2")),
                        Rates.NONE);

        assertThat(allocation.wanted()).containsOnlyKeys("host2");
    }

    @Test
    void takesAnotherHostForOneThatDoesNotComeBack() {
        HostState overdue =
                new HostState.Overdue(
                        NOW,
                        Optional.empty(),
                        new Pursuit(1, NOW, Optional.empty()),
                        true,
                        ReceivedReason.uncoded("silent"));

        Allocation allocation =
                allocate(
                        List.of(demand("a", new Need.Hosts(1), NOW, 0)),
                        List.of(PoolHosts.of(1, overdue), PoolHosts.of(2, ASLEEP)),
                        Map.of("a", List.of("host1")),
                        Rates.NONE);

        assertThat(allocation.wanted()).containsOnlyKeys("host2");
    }

    @Test
    void findsRoomOnAsFewHostsAsItTakesAndSaysWhatIsMissing() {
        List<PoolHost> hosts =
                List.of(PoolHosts.of(1, AWAKE), PoolHosts.of(2, ASLEEP), PoolHosts.of(3, ASLEEP));

        Allocation small =
                allocate(
                        List.of(
                                demand("a", new Need.Room(4, 1L << 30), NOW, 0),
                                demand("b", new Need.Room(4, 1L << 30), NOW, 0)),
                        hosts);
        assertThat(small.wanted()).containsOnlyKeys("host1");

        Allocation large =
                allocate(List.of(demand("a", new Need.Room(30, 1L << 30), NOW, 0)), hosts);
        assertThat(large.claims().getFirst().missing())
                .containsExactly(new DemandReason.DemandRoomTooSmall(6, new ByteCount(0)));
        assertThat(large.claims().getFirst().ready()).isEmpty();
    }

    @Test
    void wakesHostsBeforeTheyAreNeededByTheTimeThatTheyTake() {
        Duration lead = Duration.ofSeconds(70);
        List<PoolHost> hosts = List.of(PoolHosts.of(1, ASLEEP));

        Allocation early =
                allocate(
                        List.of(
                                demand(
                                        "a",
                                        new Need.OneHost("host1"),
                                        NOW.plus(lead).plusMillis(1),
                                        0)),
                        hosts);
        assertThat(early.wanted()).isEmpty();
        assertThat(early.next()).containsEntry("host1", NOW.plus(lead).plusMillis(1));

        assertThat(
                        allocate(
                                        List.of(
                                                demand(
                                                        "a",
                                                        new Need.OneHost("host1"),
                                                        NOW.plus(lead),
                                                        0)),
                                        hosts)
                                .wanted())
                .containsOnlyKeys("host1");
    }

    @Test
    void servesTheHighestPriorityFirstAndEndsWithTheClaim() {
        List<PoolHost> hosts = List.of(PoolHosts.of(1, AWAKE));

        Allocation allocation =
                allocate(
                        List.of(
                                demand("low", new Need.Hosts(1), NOW, 0),
                                demand("high", new Need.Hosts(1), NOW, 5),
                                demand("over", new Need.Hosts(1), NOW.minus(HOUR), 9)),
                        hosts);

        assertThat(allocation.claims())
                .extracting(claim -> claim.demand().id())
                .containsExactly("high", "low");
        assertThat(allocation.claims().getFirst().hosts()).containsExactly("host1");
        assertThat(allocation.claims().getLast().missing())
                .containsExactly(new DemandReason.DemandHostsTooFew(1, 0));
    }

    @Test
    void keepsToTheRatesAndTellsAnHonestTime() {
        Rates slow =
                new Rates(
                        new Rates.Pace(Optional.of(TokenBucket.full(1, 1, NOW)), Optional.empty()),
                        Map.of());

        Allocation allocation =
                allocate(
                        List.of(demand("a", new Need.Hosts(2), NOW, 0)),
                        List.of(PoolHosts.of(1, ASLEEP), PoolHosts.of(2, ASLEEP)),
                        Map.of(),
                        slow);

        assertThat(allocation.wanted()).containsOnlyKeys("host1");
        assertThat(allocation.claims().getFirst().missing())
                .containsExactly(new DemandReason.DemandWaitsForRate("host2", NOW.plusSeconds(60)));
        assertThat(allocation.claims().getFirst().ready()).contains(NOW.plusSeconds(70));
    }
}
