package dev.lungfish.core.fleet.plan;

import static dev.lungfish.core.fleet.pool.PoolHosts.ASLEEP;
import static dev.lungfish.core.fleet.pool.PoolHosts.AWAKE;
import static dev.lungfish.core.fleet.pool.PoolHosts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.PoolHosts;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static PoolRules rules(Mode mode, int reserve, int wakers) {
        return new PoolRules(
                mode,
                SleepTarget.MEM,
                LeaseRules.usual(),
                Lead.USUAL,
                new Reserve.Hosts(reserve),
                0,
                wakers,
                List.of(),
                Map.of(),
                24,
                false,
                Duration.ofMinutes(1));
    }

    private static Upkeep of(PoolRules rules, List<PoolHost> hosts, Rates rates) {
        return Upkeep.of(NOW, rules, hosts, rates);
    }

    @Test
    void wakesAnotherHostWhereTheReserveIsUsed() {
        List<PoolHost> hosts =
                List.of(
                        PoolHosts.withGuests(PoolHosts.of(1, AWAKE), OptionalInt.of(2)),
                        PoolHosts.of(2, ASLEEP),
                        PoolHosts.of(3, ASLEEP));

        assertThat(of(rules(Mode.AUTOMATIC, 1, 1), hosts, Rates.NONE).wake())
                .isEqualTo(Map.of("host2", new PlanReason.ReserveKept(1, 0)));
        assertThat(of(rules(Mode.RECOMMEND, 1, 1), hosts, Rates.NONE).wake()).isEmpty();
        assertThat(of(rules(Mode.AUTOMATIC, 0, 1), hosts, Rates.NONE).wake()).isEmpty();
    }

    @Test
    void wakesSomebodyWhoCanWakeTheOthersWhereTheLastOneIsInMaintenance() {
        HostState away =
                new HostState.Maintenance(NOW, Optional.empty(), ReceivedReason.uncoded("disk"));
        List<PoolHost> hosts =
                List.of(
                        PoolHosts.of(1, away),
                        PoolHosts.of(2, ASLEEP),
                        PoolHosts.of(3, AWAKE, "10.0.1.3/24"));

        assertThat(of(rules(Mode.AUTOMATIC, 0, 1), hosts, Rates.NONE).wake())
                .isEqualTo(Map.of("host2", new PlanReason.WakersKept("10.0.0.0/24", 1, 0)));
    }

    /// Somebody wants that host still; it does not come for that.
    @Test
    void aHostThatPeopleWorkOnDoesNotCountThoughSomebodyWantsIt() {
        HostState away =
                new HostState.Maintenance(NOW, Optional.empty(), ReceivedReason.uncoded("disk"));
        PoolHost host = PoolHosts.of(1, away);
        FleetHost known = host.host();
        PoolHost wanted =
                host.with(
                        new FleetHost(
                                known.state(),
                                known.target(),
                                Optional.of(ReceivedReason.uncoded("job")),
                                known.held(),
                                known.history(),
                                known.seen()));
        List<PoolHost> hosts = List.of(wanted, PoolHosts.of(2, ASLEEP));

        assertThat(of(rules(Mode.AUTOMATIC, 0, 1), hosts, Rates.NONE).wake())
                .containsOnlyKeys("host2");
    }

    @Test
    void wakesNoMoreThanTheRatesAllow() {
        Rates slow =
                new Rates(
                        new Rates.Pace(Optional.of(TokenBucket.full(1, 1, NOW)), Optional.empty()),
                        Map.of());
        List<PoolHost> hosts =
                List.of(PoolHosts.of(1, ASLEEP), PoolHosts.of(2, ASLEEP), PoolHosts.of(3, ASLEEP));

        Upkeep upkeep = of(rules(Mode.AUTOMATIC, 3, 1), hosts, slow);

        assertThat(upkeep.wake()).hasSize(1);
        assertThat(of(rules(Mode.AUTOMATIC, 3, 1), hosts, upkeep.rates()).wake()).isEmpty();
    }
}
