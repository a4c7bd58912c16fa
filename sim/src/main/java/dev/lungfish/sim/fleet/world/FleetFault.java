package dev.lungfish.sim.fleet.world;

import java.util.Locale;

/// The faults of a simulated fleet.
public enum FleetFault {
    /// A call or its answer is lost.
    MESSAGE_LOST,
    /// A call arrives twice.
    MESSAGE_DOUBLED,
    /// A call or its answer arrives after its sender has given it up.
    MESSAGE_LATE,
    /// A host reaches no controller for a while, and packets do not reach it.
    PARTITION,
    /// A controller is killed before it has kept what it decided.
    KILLED_BEFORE_KEEPING,
    /// A controller is killed after that, before it has done anything.
    KILLED_AFTER_KEEPING,
    /// A controller is killed at any other time.
    CONTROLLER_KILLED,
    /// A second controller takes the pool over, though the first one still runs.
    TAKEN_OVER,
    /// The database is replaced by one of the past.
    RESTORED,
    /// The same, and whoever had the newer one goes on with it.
    RESTORED_BESIDE,
    /// The controller's clock is set forwards.
    CLOCK_FORWARDS,
    /// The controller's clock is set backwards.
    CLOCK_BACKWARDS,
    /// A host's daemon is killed, and starts again later.
    DAEMON_KILLED,
    /// A host loses its power, and boots later.
    POWER_CUT,
    /// An alarm does not wake the host.
    ALARM_FAILS,
    /// The kernel refuses to sleep.
    SLEEP_REFUSED,
    /// A host does not take a lease.
    LEASE_REFUSED,
    /// Somebody else puts a host to sleep.
    SLEPT_BY_OTHERS,
    /// A probe says the contrary of what is.
    PROBE_LIES,
    /// Packets are sent and reach nobody.
    PACKETS_LOST,
    /// A management controller says that it has switched on, and has not.
    POWER_ON_LIES;

    /// In tables: `message-lost`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
