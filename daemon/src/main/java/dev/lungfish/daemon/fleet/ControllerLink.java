package dev.lungfish.daemon.fleet;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.fleet.CheckInReader;
import dev.lungfish.agent.fleet.HostMeter;
import dev.lungfish.api.Finished;
import dev.lungfish.api.FleetSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.fleet.lease.LeaseHolder.Step;
import dev.lungfish.core.fleet.lease.LeaseReason;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.daemon.sleep.SleepObserver;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.FleetKeys;
import dev.lungfish.state.kept.Membership;
import dev.lungfish.state.kept.MembershipFile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Calls the controller of the fleet that the host belongs to, if it belongs to one, and sleeps as
/// it answers. What [LeaseHolder] decides is kept before it is carried out.
public final class ControllerLink implements SleepObserver, AutoCloseable {
    /// How long between two looks whether the host has been enrolled.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// The host is about to sleep, so the controller gets no more.
    private static final Duration NOTICE = Duration.ofSeconds(4);

    private static final Duration CALL = Duration.ofSeconds(10);

    /// While somebody else's request runs.
    private static final Duration BUSY = Duration.ofSeconds(10);

    /// How often meters are read between two calls: before a counter of energy goes round.
    private static final Duration METERED = Duration.ofSeconds(10);

    /// After so long it is looked again whether an older controller was replaced.
    private static final Duration OLDER = Duration.ofHours(1);

    private static final Spread SPREAD = new Spread(RandomGenerator.getDefault());

    private final StateDirectory state;
    private final Configuration configuration;
    private final HostSide host;
    private final ControllerDial dial;
    private final Log log;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean closed;
    private Optional<Thread> thread = Optional.empty();

    /// The lease that is being carried out.
    private volatile Optional<Lease> current = Optional.empty();

    /// Why the next call is made; of the link's own thread.
    private CheckIn.Cause cause = CheckIn.Cause.STARTED;

    /// Whether the alarm at the end of the last lease has woken the host, and no controller has
    /// answered since.
    private boolean woken;

    /// Whether the host belongs to a fleet, so that its meters are read.
    private boolean enrolled;

    /// When the controller was found to be too old to take readings.
    private Optional<Duration> unmetered = Optional.empty();

    /// Whether the controller failed to take the last reading.
    private boolean refused;

    /// Since when no controller answers.
    private Optional<Duration> silentSince = Optional.empty();

    /// How many calls since then were not answered.
    private int silent;

    /// That of a host.
    ///
    /// @param sleeper begins a request; empty while another one runs
    /// @param drained takes why no guest may come to the host; empty to let them
    /// @param clock the clocks of the host
    public static ControllerLink of(
            ObservedHost host,
            StateDirectory state,
            Function<SleepRequest, Optional<CompletableFuture<Finished>>> sleeper,
            Consumer<Optional<Reason>> drained,
            Supplier<Moment> clock,
            Log log) {
        return new ControllerLink(
                state,
                host.configuration(),
                new HostSide(
                        host.lan()::card,
                        new CheckInReader(host, state)::read,
                        sleeper,
                        Requester::newRequest,
                        () -> clock.get().awake(),
                        drained,
                        new HostMeter(host.tree(), clock)::read),
                new TlsDial(new FleetKeys(state), clock, log),
                log);
    }

    ControllerLink(
            StateDirectory state,
            Configuration configuration,
            HostSide host,
            ControllerDial dial,
            Log log) {
        this.state = state;
        this.configuration = configuration;
        this.host = host;
        this.dial = dial;
        this.log = log;
    }

    /// Begins to call.
    public synchronized void start() {
        thread = Optional.of(Thread.ofPlatform().name("controller").daemon().start(this::run));
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            Duration wait = look();
            Duration spread =
                    silentSince.isPresent()
                            ? SPREAD.afterSilence(wait, silent)
                            : SPREAD.afterAnswer(wait);
            goesOn = pause(spread) && !closed;
        }
    }

    /// Calls the controller, if there is one, and carries out what it answers; returns when a sleep
    /// that it began is over.
    ///
    /// @return after how long to look again
    Duration look() {
        try {
            Optional<Membership> fleet = MembershipFile.read(state);
            enrolled = fleet.isPresent();
            return fleet.isPresent() ? call(fleet.get()) : LOOK;
        } catch (StateException e) {
            log.event(new LogEvent.FleetNotKnown(Reasoned.of(e)));
        } catch (RuntimeException e) {
            log.event(new LogEvent.WorkFailed("controller", e));
        }
        return LeaseHolder.RETRY_AWAKE;
    }

    /// @return false where the thread was interrupted
    private boolean pause(Duration length) {
        try {
            Duration left = length;
            do {
                Duration part = enrolled && left.compareTo(METERED) > 0 ? METERED : left;
                if (wanted.tryAcquire(part.toMillis(), TimeUnit.MILLISECONDS)) {
                    int _ = wanted.drainPermits();
                    cause = cause == CheckIn.Cause.DUE ? CheckIn.Cause.CHANGED : cause;
                    return true;
                }
                left = left.minus(part);
                if (left.isPositive()) {
                    Optional<MeterReading> _ = host.meter().get();
                }
            } while (left.isPositive() && !closed);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /// Calls once, and carries out what comes of it.
    ///
    /// @return after how long to call again
    private Duration call(Membership fleet) throws StateException {
        Step step;
        CheckIn words = host.report().read(cause, fleet);
        try (FleetSession controller = dial.open(fleet.controller(), CALL)) {
            meter(fleet, controller);
            Verdict verdict = controller.checkIn(words);
            if (silentSince.isPresent()) {
                log.event(new LogEvent.ControllerReached(fleet.controller()));
            }
            silentSince = Optional.empty();
            silent = 0;
            cause = CheckIn.Cause.DUE;
            woken = false;
            step = fleet.holder().on(verdict);
        } catch (ServiceException | IllegalArgumentException e) {
            Duration now = host.awake().get();
            silent++;
            if (silentSince.isEmpty()) {
                silentSince = Optional.of(now);
                log.event(new LogEvent.ControllerNotReached(fleet.controller(), Reasoned.of(e)));
            }
            step =
                    fleet.holder()
                            .onSilence(now.minus(silentSince.get()), woken, host.names().get());
        }
        return carryOut(fleet, step);
    }

    /// Tells what was measured up to now, before the call that may end this time awake. Whatever
    /// comes of it, the host calls.
    private void meter(Membership fleet, FleetSession controller) {
        Duration now = host.awake().get();
        if (unmetered.filter(since -> now.minus(since).compareTo(OLDER) < 0).isPresent()) {
            return;
        }
        Optional<MeterReading> reading = host.meter().get();
        try {
            if (reading.isPresent() && !controller.meter(reading.get())) {
                unmetered = Optional.of(now);
            }
            refused = false;
        } catch (ServiceException e) {
            if (!refused) {
                log.event(new LogEvent.ReadingNotTaken(fleet.controller(), Reasoned.of(e)));
            }
            refused = true;
        }
    }

    /// Does what was decided.
    ///
    /// @return after how long to call again
    Duration carryOut(Membership fleet, Step step) throws StateException {
        return switch (step) {
            case Step.Refuse(Duration again, LeaseReason.EpochTooLow why) -> {
                log.event(new LogEvent.LeaseRefused(fleet.controller(), why));
                yield again;
            }
            case Step.Stay(LeaseHolder next, Duration again, _) -> {
                keep(fleet, next);
                host.drained().accept(Optional.empty());
                woken = woken && again.compareTo(LeaseHolder.RETRY_AWAKE) < 0;
                yield again;
            }
            case Step.Drain(LeaseHolder next, Duration again, Reason why) -> {
                keep(fleet, next);
                host.drained().accept(Optional.of(why));
                yield again;
            }
            case Step.Sleep sleep -> slept(fleet, sleep);
        };
    }

    private void keep(Membership fleet, LeaseHolder next) throws StateException {
        if (!next.equals(fleet.holder())) {
            MembershipFile.keep(state, fleet.with(next));
        }
    }

    private Duration slept(Membership fleet, Step.Sleep sleep) throws StateException {
        keep(fleet, sleep.next());
        host.drained().accept(Optional.empty()); // The request keeps work away itself.
        Lease lease = sleep.lease();
        SleepRequest request =
                SleepRequest.to(lease.target())
                        .named(lease.id())
                        .by("controller %s, epoch %s".formatted(fleet.controller(), lease.epoch()))
                        .lasting(lease.length())
                        .after(configuration.delay())
                        .onEarlyWake(configuration.onEarlyWake())
                        .purpose(SleepRequest.Purpose.WHEN_IDLE)
                        .build();
        current = Optional.of(lease);
        Optional<CompletableFuture<Finished>> begun = host.sleeper().apply(request);
        if (begun.isEmpty()) {
            current = Optional.empty();
            return BUSY; // Somebody else's request runs.
        }
        log.event(
                new LogEvent.LeaseTaken(
                        lease.id(), lease.epoch().number(), lease.length(), sleep.why()));
        Outcome outcome = begun.get().join().outcome();
        current = Optional.empty();
        woken = outcome instanceof Outcome.Slept;
        cause = woken ? CheckIn.Cause.WOKE : CheckIn.Cause.CHANGED;
        return Duration.ZERO;
    }

    /// The last word before the sleep: a controller that needs the host says so now.
    ///
    /// @throws ReasonException where it does, so that the sleep is undone
    @Override
    public void quiesced(SleepRequest request) {
        Optional<Lease> lease = current.filter(held -> held.id().equals(request.id()));
        Optional<Verdict> verdict = enter(request, lease);
        if (lease.isPresent() && verdict.isPresent() && !verdict.get().lets(lease.get())) {
            throw new ReasonException(new LeaseReason.LeaseWithdrawn(request.id()));
        }
    }

    private Optional<Verdict> enter(SleepRequest request, Optional<Lease> lease) {
        try {
            Optional<Membership> fleet = MembershipFile.read(state);
            if (fleet.isEmpty()) {
                return Optional.empty();
            }
            try (FleetSession controller = dial.open(fleet.get().controller(), NOTICE)) {
                return Optional.of(
                        controller.entering(
                                new Entering(
                                        host.identity().get(),
                                        request.id(),
                                        lease.map(Lease::id),
                                        request.target(),
                                        request.length())));
            }
        } catch (ServiceException | StateException | IllegalArgumentException e) {
            log.event(new LogEvent.ControllerNotNotified(request.id(), Reasoned.of(e)));
            return Optional.empty();
        }
    }

    /// The host is awake, whoever had asked it to sleep.
    @Override
    public void ended(Finished finished) {
        if (finished.accepted().isPresent() && current.isEmpty()) {
            wanted.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            thread.ifPresent(Thread::interrupt);
        }
    }
}
