package dev.lungfish.sim.fleet.world;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.CheckIn.Boot;
import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.lease.CheckIn.Cause;
import dev.lungfish.core.fleet.lease.CheckIn.EndedLease;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.sim.seed.Dice;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A host with its daemon: it calls its controllers, takes leases, sleeps and wakes. What it keeps
/// over a crash is what a real one has in its state directory.
public final class SimHost {
    /// What it really does.
    public enum Mode {
        RUNNING,
        /// It runs, and its daemon does not.
        WITHOUT_DAEMON,
        GOING_DOWN,
        SLEEPING,
        RESUMING,
        OFF
    }

    private static final Situation QUIET = situation(0);
    private static final Situation BUSY = situation(1);
    private static final Capacity CAPACITY = new Capacity(8, 1L << 34);
    private static final long TIMEOUT = 10_000;
    private static final long TRIES = 120_000;
    private static final long CALL = 60_000;

    private final HostTraits traits;
    private final Timeline time;
    private final Dice dice;
    private final Fortune fortune;
    private final Reach reach;
    private final HostWatch watch;

    private Mode mode = Mode.RUNNING;
    private boolean cut;
    private boolean busy;
    private long round;
    private int attempt;
    private long boots = 1;
    private long sleeps;
    private Epoch highest = Epoch.NONE;
    private Optional<Lease> open = Optional.empty();
    private Autonomy autonomy = Autonomy.NONE;
    private Optional<EndedLease> ended = Optional.empty();
    private long alarm = Long.MAX_VALUE;
    private long since;
    private long sleepsSince;
    private long bound;

    SimHost(World world, HostTraits traits, Reach reach, HostWatch watch) {
        this.traits = traits;
        this.time = world.time();
        this.dice = world.dice();
        this.fortune = world.fortune();
        this.reach = reach;
        this.watch = watch;
    }

    public HostTraits traits() {
        return traits;
    }

    public String name() {
        return traits.identity().name();
    }

    public Mode mode() {
        return mode;
    }

    /// Whether it could send packets for others.
    public boolean isAwake() {
        return mode == Mode.RUNNING;
    }

    public boolean isSleeping() {
        return mode == Mode.SLEEPING;
    }

    /// Since when it does what it does.
    public long since() {
        return since;
    }

    /// When its alarm was to wake it; the greatest number where it has none.
    public long bound() {
        return bound;
    }

    /// The lease that it has taken, and that has not ended.
    public Optional<Lease> open() {
        return open;
    }

    public Epoch highest() {
        return highest;
    }

    /// Whether it is cut off from everybody.
    public boolean isCut() {
        return cut;
    }

    public void cut(boolean now) {
        cut = now;
    }

    /// Whether a guest runs on it.
    public void busy(boolean now) {
        busy = now;
    }

    private static Situation situation(int guests) {
        return new Situation(
                ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                OptionalInt.of(0),
                OptionalInt.of(guests),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.empty(),
                OptionalInt.empty(),
                List.of());
    }

    /// Its daemon starts.
    public void start() {
        become(Mode.RUNNING);
        end(new Outcome.Cancelled("daemon", Duration.ZERO, World.SOMETHING));
        call(Cause.STARTED);
    }

    /// Its daemon is killed, and comes again.
    public void killDaemon() {
        if (mode == Mode.RUNNING) {
            become(Mode.WITHOUT_DAEMON);
            long mine = round;
            time.in(dice.magnitude(5_000, 900_000), () -> ifStill(mine, this::start));
        }
    }

    /// Its power goes, and comes again.
    public void cutPower() {
        boolean slept = mode == Mode.SLEEPING;
        become(Mode.OFF);
        if (slept) {
            watch.leavesSleep(this);
        }
        long mine = round;
        time.in(dice.magnitude(60_000, 3_600_000), () -> ifStill(mine, this::boot));
    }

    private void boot() {
        boots++;
        sleeps = 0;
        end(new Outcome.ResumedFromNothing(World.SOMETHING));
        alarm = Long.MAX_VALUE;
        start();
    }

    /// Somebody else puts it to sleep.
    public void sleepForOthers() {
        if (mode == Mode.RUNNING && open.isEmpty()) {
            boolean bounded = dice.chance(0.7);
            alarm = bounded ? time.now() + dice.magnitude(300_000, 7_200_000) : Long.MAX_VALUE;
            announce(Optional.empty());
        }
    }

    /// Something arrives that wakes it, if it hears.
    public void packet(WakePath path) {
        if (mode == Mode.SLEEPING
                && traits.working().contains(path)
                && !(cut && path != WakePath.POWER_ON)) {
            wake();
        }
    }

    private void become(Mode now) {
        mode = now;
        since = time.now();
        round++;
    }

    private void ifStill(long mine, Runnable what) {
        if (round == mine) {
            what.run();
        }
    }

    private void end(Outcome outcome) {
        open.ifPresent(lease -> ended = Optional.of(EndedLease.of(lease.id(), outcome)));
        open = Optional.empty();
    }

    /// Calls until somebody answers; then again when that was asked for.
    private void call(Cause cause) {
        round++;
        call(cause, round, time.now());
    }

    private void call(Cause cause, long mine, long began) {
        attempt++;
        CheckIn call = message(cause);
        if (!cut) {
            reach.call(this, attempt, call, verdict -> ifStill(mine, () -> answered(verdict)));
        }
        time.in(TIMEOUT, () -> ifStill(mine, () -> unanswered(cause, mine, began)));
    }

    private void unanswered(Cause cause, long mine, long began) {
        boolean tired = time.now() - began >= TRIES;
        if (tired && cause == Cause.WOKE && autonomy.sleeps() > 0 && open.isPresent()) {
            alarm = time.now() + autonomy.longest().toMillis();
            autonomy = autonomy.afterOne();
            announce(open);
            return;
        }
        if (tired && cause == Cause.WOKE) {
            end(slept());
        }
        time.in(tired ? CALL : TIMEOUT, () -> ifStill(mine, () -> call(cause, mine, began)));
    }

    private CheckIn message(Cause cause) {
        Optional<EndedLease> last =
                cause == Cause.WOKE && open.isPresent()
                        ? Optional.of(EndedLease.of(open.get().id(), slept()))
                        : ended;
        return new CheckIn(
                cause,
                traits.identity(),
                Optional.empty(),
                new Boot("boot" + boots, sleeps),
                highest,
                last,
                CAPACITY,
                busy ? BUSY : QUIET,
                Optional.empty(),
                List.of(SleepTarget.MEM));
    }

    private Outcome slept() {
        return new Outcome.Slept(
                Duration.ofMillis(Math.max(0, time.now() - sleepsSince)),
                Duration.ZERO,
                new WakeCause(WakeCause.Kind.UNKNOWN, World.SOMETHING),
                World.SOMETHING);
    }

    private void answered(Verdict verdict) {
        watch.answered(this, verdict);
        end(slept());
        boolean lower = verdict.epoch().isBelow(highest);
        highest = lower ? highest : verdict.epoch();
        switch (verdict) {
            case Verdict.Sleep(Lease lease, _) when !lower -> take(lease);
            case Verdict.Sleep _ -> later(CALL);
            case Verdict.Stay(_, Duration again, _) -> later(again.toMillis());
            case Verdict.Drain(_, Duration again, _) -> later(again.toMillis());
        }
    }

    private void later(long millis) {
        round++;
        long mine = round;
        time.in(millis, () -> ifStill(mine, () -> call(Cause.DUE)));
    }

    private void take(Lease lease) {
        watch.takes(this, lease);
        if (fortune.happens(FleetFault.LEASE_REFUSED, 3)) {
            ended =
                    Optional.of(
                            EndedLease.of(
                                    lease.id(), new Outcome.Refused(List.of(World.SOMETHING))));
            call(Cause.CHANGED);
            return;
        }
        open = Optional.of(lease);
        autonomy = lease.autonomy();
        alarm = time.now() + lease.length().toMillis();
        round++;
        long mine = round;
        time.in(dice.between(5_000, 45_000), () -> ifStill(mine, () -> announce(open)));
    }

    /// Tells a controller, and goes down if it agrees or nobody answers.
    private void announce(Optional<Lease> lease) {
        round++;
        long mine = round;
        attempt++;
        Optional<Duration> length =
                alarm == Long.MAX_VALUE
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(Math.max(1, alarm - time.now())));
        Entering notice =
                new Entering(
                        traits.identity(),
                        lease.map(Lease::id).orElse("other"),
                        lease.map(Lease::id),
                        SleepTarget.MEM,
                        length);
        if (!cut) {
            reach.going(
                    this, attempt, notice, verdict -> ifStill(mine, () -> told(lease, verdict)));
        }
        time.in(TIMEOUT, () -> ifStill(mine, this::goDown));
    }

    private void told(Optional<Lease> lease, Verdict verdict) {
        watch.answered(this, verdict);
        if (!verdict.epoch().isBelow(highest)) {
            highest = verdict.epoch();
        }
        boolean agreed =
                lease.isEmpty()
                        || (verdict instanceof Verdict.Sleep(Lease told, _)
                                && told.id().equals(lease.get().id()));
        if (agreed) {
            goDown();
        } else {
            end(new Outcome.Cancelled("controller", Duration.ZERO, World.SOMETHING));
            alarm = Long.MAX_VALUE;
            call(Cause.CHANGED);
        }
    }

    private void goDown() {
        become(Mode.GOING_DOWN);
        long mine = round;
        time.in(traits.entry(), () -> ifStill(mine, this::enter));
    }

    private void enter() {
        if (fortune.happens(FleetFault.SLEEP_REFUSED, 3)) {
            end(new Outcome.NeverEntered("freeze", "", "EBUSY", World.SOMETHING));
            alarm = Long.MAX_VALUE;
            become(Mode.RUNNING);
            call(Cause.CHANGED);
            return;
        }
        become(Mode.SLEEPING);
        sleepsSince = time.now();
        bound = alarm;
        watch.sleeps(this);
        long mine = round;
        if (alarm != Long.MAX_VALUE && !fortune.happens(FleetFault.ALARM_FAILS, 2)) {
            time.in(alarm - time.now(), () -> ifStill(mine, this::wake));
        }
    }

    private void wake() {
        become(Mode.RESUMING);
        watch.leavesSleep(this);
        alarm = Long.MAX_VALUE;
        long mine = round;
        long needs = dice.between(traits.resume() / 2, traits.resume());
        time.in(
                needs,
                () ->
                        ifStill(
                                mine,
                                () -> {
                                    sleeps++;
                                    become(Mode.RUNNING);
                                    call(Cause.WOKE);
                                }));
    }
}
