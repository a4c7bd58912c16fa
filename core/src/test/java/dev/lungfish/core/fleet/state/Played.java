package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.CheckIn.Boot;
import dev.lungfish.core.fleet.lease.CheckIn.Cause;
import dev.lungfish.core.fleet.lease.CheckIn.EndedLease;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// One host that is played through its life, with the clock of its controller.
final class Played {
    static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05Z");
    static final Reason SOMEBODY = ReceivedReason.uncoded("somebody");
    static final HostIdentity IDENTITY = new HostIdentity("lab1", List.of());
    static final HostRules RULES = HostRules.usual();
    static final Duration LENGTH = Duration.ofMinutes(30);

    Instant now = BEGINNING;
    Epoch epoch = new Epoch(7);
    Epoch highest = new Epoch(7);
    List<WakePath> paths = List.of(WakePath.PACKETS, WakePath.NEIGHBOUR);
    List<SleepTarget> returns = List.of(SleepTarget.MEM);
    boolean consumers;
    FleetHost host = FleetHost.enrolled(BEGINNING);
    HostStep last = new HostStep(host, List.of(), Optional.empty());
    final List<HostAction> actions = new ArrayList<>();
    private String boot = "boot1";
    private long sleeps;
    private Optional<EndedLease> ended = Optional.empty();
    private int leases;

    /// A host that has been awake for an hour.
    static Played awake() {
        Played played = new Played();
        played.calls(Cause.STARTED, played.stay());
        for (int i = 0; i < 60; i++) {
            played.passes(Duration.ofMinutes(1));
            played.calls(Cause.DUE, played.stay());
        }
        played.actions.clear();
        return played;
    }

    /// One that sleeps for a lease of thirty minutes.
    static Played asleep() {
        Played played = awake();
        played.falls();
        return played;
    }

    HostContext context() {
        return new HostContext(
                RULES, epoch, Duration.ofSeconds(10), paths, Duration.ofHours(8), consumers);
    }

    Permission stay() {
        return new Permission.MayNot(Duration.ofMinutes(1), SOMEBODY);
    }

    Permission sleep() {
        return sleep(Autonomy.NONE);
    }

    Permission sleep(Autonomy autonomy) {
        leases++;
        return new Permission.May(
                new Lease("lease" + leases, epoch, SleepTarget.MEM, LENGTH, autonomy), SOMEBODY);
    }

    Played passes(Duration time) {
        now = now.plus(time);
        return on(HostEvent.Passed::new);
    }

    Played on(Function<Instant, HostEvent> event) {
        last = host.on(event.apply(now), context());
        host = last.host();
        actions.addAll(last.actions());
        return this;
    }

    Verdict calls(Cause cause, Permission permission) {
        return calls(message(cause), permission);
    }

    Verdict calls(CheckIn call, Permission permission) {
        on(at -> new HostEvent.CheckedIn(at, call, permission));
        return verdict();
    }

    CheckIn message(Cause cause) {
        return new CheckIn(
                cause,
                IDENTITY,
                Optional.empty(),
                new Boot(boot, sleeps),
                highest,
                ended,
                new CheckIn.Capacity(8, 1L << 33),
                new Situation(
                        now.atZone(ZoneOffset.UTC),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of()),
                Optional.empty(),
                returns);
    }

    Verdict goes(Optional<String> lease, Optional<Duration> length) {
        on(at ->
                new HostEvent.GoingDown(
                        at,
                        new Entering(
                                IDENTITY, lease.orElse("other"), lease, SleepTarget.MEM, length)));
        return verdict();
    }

    /// Takes a lease, and goes.
    Played falls() {
        calls(Cause.DUE, sleep());
        passes(Duration.ofSeconds(30));
        goes(Optional.of(lease()), Optional.of(LENGTH.minusSeconds(30)));
        actions.clear();
        return this;
    }

    /// Comes back, in the same run of its kernel.
    Verdict wakes(Permission permission) {
        sleeps++;
        ended = Optional.of(EndedLease.of(lease(), slept()));
        return calls(Cause.WOKE, permission);
    }

    /// Comes back by a fresh boot.
    Verdict boots(Permission permission) {
        boot = boot + "'";
        sleeps = 0;
        ended = Optional.empty();
        return calls(Cause.STARTED, permission);
    }

    Verdict failsToSleep(Permission permission) {
        ended =
                Optional.of(
                        EndedLease.of(
                                lease(),
                                new Outcome.NeverEntered("freeze", "", "EBUSY", SOMEBODY)));
        return calls(Cause.CHANGED, permission);
    }

    String lease() {
        return "lease" + leases;
    }

    List<HostAction.Wake> packets() {
        return actions.stream()
                .filter(HostAction.Wake.class::isInstance)
                .map(HostAction.Wake.class::cast)
                .toList();
    }

    List<String> told() {
        return actions.stream()
                .filter(HostAction.Tell.class::isInstance)
                .map(action -> ((HostAction.Tell) action).what().code())
                .toList();
    }

    private Verdict verdict() {
        return last.actions().stream()
                .filter(HostAction.Answer.class::isInstance)
                .map(action -> ((HostAction.Answer) action).verdict())
                .findFirst()
                .orElseThrow();
    }

    private Outcome slept() {
        return new Outcome.Cancelled("nobody", Duration.ZERO, SOMEBODY);
    }
}
