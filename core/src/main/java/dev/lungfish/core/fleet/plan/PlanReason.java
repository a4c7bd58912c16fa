package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Why a plan lets a host sleep, or keeps it awake. The remedy of each says what would change it.
public sealed interface PlanReason extends Reason {
    record PlanIsOff() implements PlanReason {}

    /// The plan is shown, and not carried out.
    record PlanWouldSleep(Duration length) implements PlanReason {}

    /// Nobody needs the host.
    ///
    /// @param renewals how often in a row it was woken by its own alarm alone
    record HostIdle(Duration length, int renewals) implements PlanReason {}

    record PlanDrains(int guests) implements PlanReason {}

    /// The configuration says that a host never sleeps.
    record ExcludedBySetting(String why) implements PlanReason {}

    record HostExcluded(Reason why) implements PlanReason {}

    record HostBlocked(List<Reason> blockers) implements PlanReason {}

    record HostHasGuests(int guests) implements PlanReason {}

    record HostGuestsUnknown() implements PlanReason {}

    record MinimumAwakeKept(int least, int others) implements PlanReason {}

    /// A schedule wants hosts awake.
    record ScheduleKept(String schedule, int least, int others) implements PlanReason {}

    /// So many hosts are usually used at that time of the week.
    record ForecastKept(Instant at, int least, int others) implements PlanReason {}

    record ReserveKept(int least, int others) implements PlanReason {}

    record QuorumKept(String group, int least, int others) implements PlanReason {}

    /// Somebody must wake the others of a network.
    ///
    /// @param network whose other hosts could not be woken otherwise
    record WakersKept(String network, int least, int others) implements PlanReason {}

    /// No network of the host is known, so nobody could wake it.
    record HostWithoutNetwork() implements PlanReason {}

    record SleepRateKept(Instant until) implements PlanReason {}

    record HostWorn(int wakes, int most) implements PlanReason {}

    /// The host may soon be needed again, and to wait for that costs less than to sleep.
    ///
    /// @param idle how long hosts of the pool stay awake after nobody needs them any more
    record HostIdleTooShort(Duration idle, Instant until) implements PlanReason {}

    record DemandNear(Instant at, Duration lead) implements PlanReason {}

    record WakeupNear(Instant at) implements PlanReason {}
}
