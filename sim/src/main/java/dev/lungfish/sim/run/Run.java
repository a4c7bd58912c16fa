package dev.lungfish.sim.run;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.Ended;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.procedure.state.SleepProcedure;
import dev.lungfish.sim.check.Account;
import dev.lungfish.sim.check.EndCheck;
import dev.lungfish.sim.check.Invariant;
import dev.lungfish.sim.check.OutcomeCheck;
import dev.lungfish.sim.check.StepCheck;
import dev.lungfish.sim.check.Violation;
import dev.lungfish.sim.host.SimulatedHost;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.seed.FaultKind;
import dev.lungfish.sim.seed.Faults;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.World;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything that follows from one seed: a host, some requests, and what happens to them.
public final class Run {
    /// More effects than any procedure may ask for.
    static final int MOST_EFFECTS = 40_000;

    private final Trace trace;
    private final Dice dice;
    private final Faults faults;
    private final World world;
    private final SimulatedHost host;
    private final Requests requests;
    private final ProcedureSettings settings;
    private final StepCheck check;
    private final Figures figures;
    private Account account;
    private long digest;

    private Run(long seed, Figures figures, Trace trace) {
        this.trace = trace;
        this.dice = new Dice(seed);
        this.faults = new Faults(dice);
        this.world = new World(dice, faults);
        this.host = new SimulatedHost(world, dice, faults);
        this.requests = new Requests(dice, world);
        this.settings = requests.settings();
        this.account = new Account(world, faults, Optional.empty(), settings);
        this.check = new StepCheck(world, account);
        this.figures = figures;
        host.watchedBy(check);
        world.sleeper().watchedBy(check);
    }

    /// Runs one seed.
    ///
    /// @param figures takes what was done
    /// @param trace takes each step
    /// @return a digest of all that happened: two runs with the same one were the same
    /// @throws Violation where an invariant does not hold
    public static long of(long seed, Figures figures, Trace trace) {
        return new Run(seed, figures, trace).run();
    }

    private long run() {
        try {
            for (int left = 1 + dice.below(6); left > 0; left--) {
                if (dice.chance(0.1)) {
                    testByItself();
                }
                request(requests.next());
                world.live(dice.magnitude(1000, 400_000_000));
            }
            return digest;
        } finally {
            figures.seed(faults.counts());
        }
    }

    private void request(SleepRequest request) {
        trace.tell(() -> "request " + request + " to " + world.rtcs());
        begin(Optional.of(request));
        host.cancelAt(
                dice.chance(0.1)
                        ? Optional.of(world.nowMillis() + dice.magnitude(10, 1_000_000))
                        : Optional.empty());
        figures.request();
        carry(() -> SleepProcedure.begin(request, settings));
    }

    private void testByItself() {
        for (SimulatedRtc rtc : world.rtcs()) {
            if (rtc.make().mayWake()) {
                begin(Optional.empty());
                carry(() -> SleepProcedure.testRtc(rtc.name(), host.fingerprint(rtc)));
            }
        }
    }

    private void begin(Optional<SleepRequest> request) {
        world.forgive();
        account = new Account(world, faults, request, settings);
        check.looksAt(account);
        host.cancelAt(Optional.empty());
    }

    /// Carries a procedure to its end, through crashes; then lets a hanging attempt have its way.
    private void carry(Supplier<Step> beginning) {
        Optional<Ended> ended = drive(beginning, FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER);
        ended.ifPresent(this::checkEnd);
        if (ended.isPresent()) {
            endHangingAttempt();
        }
        settleAll();
        endHangingAttempt();
        figures.slept(account.sleepCount());
    }

    /// Lets an attempt that hangs have its way: no request begins while one may still come.
    /// Lungfish starts again while a service may still come, not while its own write to the kernel
    /// hangs.
    private void endHangingAttempt() {
        for (int tries = 0; world.sleeper().hangs() && tries < 10; tries++) {
            world.pass(100_000);
        }
    }

    private void settleAll() {
        for (int tries = 0; mustSettle(); tries++) {
            faults.on(tries < 3);
            world.startLungfish();
            host.cancelAt(Optional.empty());
            account.settles();
            figures.settlement();
            trace.tell(() -> "Lungfish starts again and settles " + world.journal().open());
            Optional<Ended> ended =
                    drive(
                            () -> SleepProcedure.settle(world.journal().open(), settings),
                            FaultKind.KILLED_IN_SETTLEMENT,
                            FaultKind.KILLED_IN_SETTLEMENT);
            ended.ifPresent(this::checkEnd);
            if (tries >= 3) {
                EndCheck.checkSettled(world);
            }
        }
        faults.on(true);
        world.startLungfish();
    }

    private boolean mustSettle() {
        if (world.lungfishDied()) {
            world.startLungfish();
            if (!world.sleeper().ofService() || dice.chance(0.5)) {
                endHangingAttempt();
            }
            world.live(dice.magnitude(100, 100_000_000));
        }
        return !world.journal().open().isEmpty();
    }

    private void checkEnd(Ended ended) {
        trace.tell(() -> ended + ", " + world.rtcs());
        // A disk that lost what it had said to have leaves nothing to go by, and may tell of
        // another request than this one.
        if (!world.journal().betrayed()) {
            new EndCheck(world, account, ended.leftBehind()).check(ended.outcome());
        }
        ended.outcome().ifPresent(this::checkOutcome);
    }

    private void checkOutcome(Outcome outcome) {
        figures.outcome(outcome);
        digest = digest * 31 + outcome.toString().hashCode();
        if (!world.journal().betrayed()) {
            new OutcomeCheck(world, account, outcome).check();
        }
    }

    /// Drives a procedure until it ends or is killed; empty where it was.
    private Optional<Ended> drive(Supplier<Step> beginning, FaultKind before, FaultKind after) {
        Step step = guarded(beginning);
        trace.begins(step);
        for (int count = 0; count < MOST_EFFECTS; count++) {
            if (step.effect().isEmpty()) {
                return Optional.of((Ended) step.state());
            }
            Effect effect = step.effect().get();
            figures.step(step.state().phase());
            check.before(effect);
            if (faults.happens(before, 0.2)) {
                trace.tell(() -> "killed before: " + effect);
                world.killLungfish();
                return Optional.empty();
            }
            account.begins(effect);
            Answer answer = host.carryOut(effect);
            digest = digest * 31 + world.nowMillis() * 64;
            trace.tell(() -> told(effect, answer));
            // Most who are killed there are, as nobody waits for a service that hangs.
            double odds = world.sleeper().ofService() ? 25 : 0.2;
            if (!world.lungfishDied() && faults.happens(after, odds)) {
                trace.tell(() -> "killed after: " + effect);
                world.killLungfish();
            }
            if (world.lungfishDied()) {
                return Optional.empty();
            }
            account.note(effect, answer);
            Event event = new Event(answer, world.moment(), cancelledBy());
            Step last = step;
            step = guarded(() -> last.state().on(event));
            trace.went(last, step);
        }
        throw new Violation(
                Invariant.BOUNDED, "no end after " + MOST_EFFECTS + " effects, in " + step.state());
    }

    private Optional<String> cancelledBy() {
        if (!host.cancelled()) {
            return Optional.empty();
        }
        if (account.cancelTold()) {
            faults.injected(FaultKind.CANCELLED);
        }
        return Optional.of("somebody");
    }

    private String told(Effect effect, Answer answer) {
        return "%,15d ms  %s -> %s   %s".formatted(world.nowMillis(), effect, answer, world.rtcs());
    }

    private static Step guarded(Supplier<Step> machine) {
        try {
            return machine.get();
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Violation(Invariant.NEVER_THROWS, e);
        }
    }
}
