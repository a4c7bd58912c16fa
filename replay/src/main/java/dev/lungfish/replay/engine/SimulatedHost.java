package dev.lungfish.replay.engine;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// A host of the simulated pool, as it is in truth, and what its controller knows of it.
final class SimulatedHost {
    private static final Situation QUIET = situation(0);
    private static final Situation BUSY = situation(1);

    /// What it does.
    enum Phase {
        /// It is awake, and can be used.
        RUNNING,
        /// It was told to sleep, and gets ready.
        PREPARING,
        /// It falls asleep, and can't be woken yet.
        FALLING,
        ASLEEP,
        /// It comes back.
        RISING
    }

    final int index;
    final HostIdentity identity;
    PoolHost seen;
    Phase phase = Phase.RUNNING;
    long phaseAt = -1;
    long callAt = -1;
    long lookAt = -1;
    long alarmAt;
    boolean claimed;
    boolean woken;
    private int sleeps;
    private Optional<Lease> lease = Optional.empty();
    private Optional<CheckIn.EndedLease> ended = Optional.empty();

    SimulatedHost(int index, Function<HostIdentity, PoolHost> seen) {
        this.index = index;
        identity =
                new HostIdentity(
                        "h%06d".formatted(index),
                        List.of(
                                new NetworkPort(
                                        "eth0",
                                        MacAddress.parse(
                                                "02:00:00:%02x:%02x:%02x"
                                                        .formatted(
                                                                index >> 16 & 255,
                                                                index >> 8 & 255,
                                                                index & 255)),
                                        List.of(
                                                NetworkAddress.parse(
                                                        "10.%d.%d.%d/8"
                                                                .formatted(
                                                                        index >> 16 & 255,
                                                                        index >> 8 & 255,
                                                                        index & 255))),
                                        true)));
        this.seen = seen.apply(identity);
    }

    private static Situation situation(int guests) {
        return new Situation(
                Instant.EPOCH.atZone(ZoneOffset.UTC),
                OptionalInt.of(guests * 50),
                OptionalInt.of(guests),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.empty(),
                OptionalInt.empty(),
                List.of());
    }

    /// Whether work can run on it.
    boolean isUsable() {
        return phase == Phase.RUNNING || phase == Phase.PREPARING;
    }

    /// How many guests it has.
    OptionalInt guests() {
        return OptionalInt.of(claimed && isUsable() ? 1 : 0);
    }

    /// What it says when it calls.
    CheckIn call(CheckIn.Cause cause, Epoch epoch) {
        return new CheckIn(
                cause,
                identity,
                Optional.empty(),
                new CheckIn.Boot("boot", sleeps),
                epoch,
                ended,
                seen.capacity(),
                claimed && isUsable() ? BUSY : QUIET,
                Optional.empty(),
                List.of(SleepTarget.values()));
    }

    /// What it says last.
    Entering notice() {
        Lease under = lease.orElseThrow();
        return new Entering(
                identity,
                under.id(),
                Optional.of(under.id()),
                under.target(),
                Optional.of(under.length()));
    }

    /// It was given a lease.
    void take(Lease granted, long now) {
        lease = Optional.of(granted);
        alarmAt = now + granted.length().toMillis();
        woken = false;
    }

    /// The lease is over.
    ///
    /// @param slept whether it slept under it
    void end(boolean slept) {
        Reason why = new ReplayReason.SimulatedLeaseEnded();
        CheckIn.Ending ending =
                !slept
                        ? CheckIn.Ending.CANCELLED
                        : woken ? CheckIn.Ending.WOKEN : CheckIn.Ending.SLEPT;
        ended = lease.map(under -> new CheckIn.EndedLease(under.id(), ending, why));
        lease = Optional.empty();
        sleeps += slept ? 1 : 0;
    }
}
