package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Rules by which a fleet does in a second what takes others an hour.
public final class QuickFleet {
    private final int slower;

    private QuickFleet(int slower) {
        this.slower = slower;
    }

    /// A fleet of some tens of hosts.
    public static FleetSettings settings() {
        return settings(1);
    }

    /// The same for more hosts.
    ///
    /// @param slower by so much longer do calls, leases and waits take
    public static FleetSettings settings(int slower) {
        return new QuickFleet(slower).rules();
    }

    /// The same, whose plan becomes something else.
    public static FleetSettings settings(Mode mode) {
        return settings(1, mode);
    }

    /// Both.
    public static FleetSettings settings(int slower, Mode mode) {
        FleetSettings usual = settings(slower);
        return new FleetSettings(
                usual.pools().rest().policy().rules().with(mode),
                usual.host(),
                usual.resume(),
                usual.paths());
    }

    private FleetSettings rules() {
        HostRules rules =
                new HostRules(
                        Duration.ofMillis(300),
                        ms(200),
                        ms(3000),
                        ms(100),
                        ms(1500),
                        ms(1500),
                        ms(500),
                        ms(500),
                        ms(500),
                        ms(50),
                        ms(1000),
                        3,
                        ms(300),
                        Duration.ofMillis(100),
                        ms(400),
                        ms(50),
                        3,
                        2,
                        ms(1000),
                        ms(200),
                        ms(1000),
                        Duration.ofHours(1));
        PoolRules pool =
                new PoolRules(
                        Mode.AUTOMATIC,
                        SleepTarget.MEM,
                        new LeaseRules(ms(200), ms(300), ms(1000), Autonomy.NONE),
                        new Lead(ms(100)),
                        new Reserve.Hosts(0),
                        1,
                        1,
                        List.of(),
                        Map.of(),
                        1000,
                        false,
                        ms(200));
        return new FleetSettings(
                pool, rules, ms(1000), List.of(WakePath.NEIGHBOUR, WakePath.PACKETS));
    }

    private Duration ms(long millis) {
        return Duration.ofMillis(millis * slower);
    }
}
