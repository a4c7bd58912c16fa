package dev.lungfish.sim.fleet.check;

import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.Schedule;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.sim.fleet.control.Controller;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks at the clock, and counts who is awake while a schedule holds. For runs without faults.
final class ScheduleCheck {
    /// After a human has done something, others must be woken first.
    private static final Duration DISTURBED = Duration.ofMinutes(15);

    /// Shorter than the time before a schedule in which nobody is put to sleep.
    private static final Duration SLEPT = Duration.ofMinutes(7);

    private final World world;
    private final Map<String, Instant> disturbed = new HashMap<>();

    ScheduleCheck(World world) {
        this.world = world;
    }

    /// Somebody does something to a host that may take it from its pool.
    void happens(Controller by, SimHost host, HostEvent event) {
        if (event instanceof HostEvent.MaintenanceBegun
                || event instanceof HostEvent.MaintenanceEnded
                || event instanceof HostEvent.EpochRaised
                || event instanceof HostEvent.Started) {
            disturbed.put(by.pool().policy(host.traits()).name(), by.now());
        }
    }

    void look(Controller by) {
        for (PoolPolicy policy : by.pool().policies()) {
            Instant since = disturbed.getOrDefault(policy.name(), Instant.EPOCH);
            if (!by.pool().isLimited() && by.now().isAfter(since.plus(DISTURBED))) {
                policy.schedules().stream()
                        .filter(schedule -> holds(by.now(), schedule))
                        .forEach(schedule -> look(by, policy, schedule));
            }
        }
    }

    private static boolean holds(Instant now, Schedule schedule) {
        LocalTime time = LocalTime.ofInstant(now, ZoneOffset.UTC);
        return !time.isBefore(schedule.when().from()) && time.isBefore(schedule.when().to());
    }

    private void look(Controller by, PoolPolicy policy, Schedule schedule) {
        List<SimHost> hosts =
                world.hosts().stream()
                        .filter(host -> by.pool().policy(host.traits()).equals(policy))
                        .toList();
        long awake = hosts.stream().filter(host -> by.row(host).state().isAwake()).count();
        long sleepers = hosts.stream().filter(host -> isWakable(by, host)).count();
        FleetViolation.unless(
                awake >= Math.min(schedule.awake(), awake + sleepers),
                FleetInvariant.SCHEDULE_KEPT,
                () ->
                        "%d of pool %s are awake at %s, and %d sleep: %s"
                                .formatted(awake, policy.name(), by.now(), sleepers, schedule));
    }

    /// Whether it sleeps, and could have been woken long ago.
    private static boolean isWakable(Controller by, SimHost host) {
        HostState state = by.row(host).state();
        return state instanceof HostState.Asleep
                && host.traits().working().contains(WakePath.NEIGHBOUR)
                && Duration.between(state.since(), by.now()).compareTo(SLEPT) > 0;
    }
}
