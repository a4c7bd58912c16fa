package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.alarm.ArmingReason;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.Sleep;
import dev.lungfish.sim.world.World;
import java.time.Duration;

/// Compares an outcome with what really happened.
public final class OutcomeCheck {
    /// What clocks that are read one after the other, one of them in whole seconds, are off.
    private static final long SLACK_MILLIS = 1500;

    private final World world;
    private final Account account;
    private final Outcome outcome;

    public OutcomeCheck(World world, Account account, Outcome outcome) {
        this.world = world;
        this.account = account;
        this.outcome = outcome;
    }

    /// Checks the outcome of a request that was not refused out of hand.
    public void check() {
        if (!account.pretendedUnseen()) {
            compare();
        }
    }

    private void compare() {
        switch (outcome) {
            case Outcome.Slept(Duration asleep, Duration off, WakeCause cause, _) -> {
                slept(asleep, off, cause);
                long late = lateTolerance();
                long early = account.settings().earlyTolerance().toMillis();
                holds(
                        earliestOff() <= late + account.test().slackMillis() + SLACK_MILLIS
                                && (latestOff() >= -early - SLACK_MILLIS || wokenForWakeup()));
            }
            case Outcome.WokeEarly(Duration asleep, Duration off, WakeCause cause, _) -> {
                slept(asleep, off, cause);
                holds(earliestOff() < SLACK_MILLIS && off.isNegative());
            }
            case Outcome.WokeLate(Duration asleep, Duration off, WakeCause cause, _) -> {
                slept(asleep, off, cause);
                holds(latestOff() > lateTolerance() - SLACK_MILLIS && off.isPositive());
            }
            case Outcome.Woken(Duration asleep, WakeCause cause, _) -> woken(asleep, cause);
            case Outcome.Cancelled(_, Duration asleep, _) -> {
                holds(account.wasCancelled());
                asleep(asleep);
            }
            case Outcome.NeverEntered _ -> {
                holds(account.sleeps().isEmpty() && !world.sleeper().hangs());
                holds(somethingIsWrong());
            }
            case Outcome.Refused refused -> {
                holds(account.sleeps().isEmpty());
                Violation.unless(
                        !account.accepted() || somethingIsWrong() || waitedTooLong(refused),
                        Invariant.READY_HOST_SLEEPS,
                        () -> ReasonText.sentence(refused.reason()));
            }
            case Outcome.WouldSleep _ -> holds(account.dryRun() && account.sleeps().isEmpty());
            case Outcome.ResumedFromNothing _ -> holds(account.freshBoot());
            case Outcome.Unproven _ ->
                    holds(somethingIsWrong() || !world.traits().idleStopsClocks());
        }
        holds(
                !account.dryRun()
                        || outcome instanceof Outcome.WouldSleep
                        || outcome instanceof Outcome.Refused
                        || outcome instanceof Outcome.Cancelled);
    }

    /// Who has to wait for the alarm of somebody else, or for a wakeup, may have no time left to
    /// sleep.
    private boolean waitedTooLong(Outcome.Refused refused) {
        if (says(refused, AdmissionReason.WakeupSleptPast.class)) {
            return account.isUnbounded() && world.wakeups().everAsked();
        }
        boolean tooLittleLeft =
                says(refused, ArmingReason.PromiseTooNear.class)
                        || says(refused, ArmingReason.AlarmTooNear.class)
                        || says(refused, ArmingReason.AwakeForWakeups.class);
        return tooLittleLeft
                && (!world.neighbours().alarms().isEmpty() || world.wakeups().everAsked());
    }

    /// Whether somebody wanted the host awake when it was woken last, so that it may be up before
    /// the promised time.
    private boolean wokenForWakeup() {
        long woke = account.sleeps().getLast().wokeMillis();
        return world.wallDisturbedMillis() >= account.beganMillis()
                || account.rtcDisturbed()
                || world.wakeups()
                        .anyDue(
                                account.sleeps().getLast().fellMillis(),
                                Math.max(woke, account.observedMillis())
                                        + account.settings().earlyTolerance().toMillis()
                                        + account.test().slackMillis()
                                        + SLACK_MILLIS);
    }

    private static boolean says(Outcome.Refused refused, Class<? extends Reason> reason) {
        return refused.reasons().stream().anyMatch(reason::isInstance);
    }

    private boolean somethingIsWrong() {
        return account.faulty()
                || account.crashed()
                || !world.testMode().equals("none")
                || account.rtcDisturbed()
                || world.rtcs().stream().anyMatch(SimulatedRtc::isReadOnly);
    }

    private void holds(boolean truth) {
        Violation.unless(
                truth,
                Invariant.OUTCOME_TRUE,
                () ->
                        "%s; really: %s, promised at %s, observed at %s, boot %s"
                                .formatted(
                                        outcome,
                                        account.sleeps(),
                                        account.promisedMillis(),
                                        account.observedMillis(),
                                        world.boot()));
    }

    private void slept(Duration asleep, Duration off, WakeCause cause) {
        holds(!account.sleeps().isEmpty());
        asleep(asleep);
        holds(
                off.toMillis() >= earliestOff() - SLACK_MILLIS
                        && off.toMillis() <= latestOff() + SLACK_MILLIS);
        if (!account.faulty() && account.sleeps().getLast().by() == Sleep.Waker.ALARM) {
            holds(
                    cause.kind() == WakeCause.Kind.ALARM
                            || cause.kind() == WakeCause.Kind.FOREIGN_ALARM);
        }
    }

    private void woken(Duration asleep, WakeCause cause) {
        holds(!account.sleeps().isEmpty());
        asleep(asleep);
        Sleep.Waker by = account.sleeps().getLast().by();
        holds((cause.kind() == WakeCause.Kind.CARD) == (by == Sleep.Waker.CARD) || unclear());
        holds(account.isUnbounded() || cause.kind() == WakeCause.Kind.CARD);
    }

    /// Whether it may not be seen which device woke the host.
    private boolean unclear() {
        return account.faulty() || account.crashed() || !world.traits().countsEvents();
    }

    private void asleep(Duration told) {
        long really = account.sleeps().stream().mapToLong(Sleep::millis).sum();
        long most = clocksTell() ? really : account.beganMillisAgo();
        long slack = SLACK_MILLIS * Math.max(1, account.sleeps().size());
        // A settlement knows of a sleep only what could be written down.
        holds(
                (account.crashed() || told.toMillis() >= really - slack)
                        && told.toMillis() <= most + slack);
    }

    /// Whether the clocks tell how long the host slept. Where they run on in suspend-to-idle, or a
    /// sleep is too short, only the time that passed is known.
    private boolean clocksTell() {
        return account.sleeps().stream()
                .noneMatch(sleep ->
                        sleep.state() == SleepState.SUSPEND_TO_IDLE
                                && (!world.traits().idleStopsClocks() || sleep.millis() < 1100));
    }

    private long lateTolerance() {
        return account.settings().lateTolerance(account.sleeps().getLast().state()).toMillis();
    }

    private long earliestOff() {
        return account.sleeps().getLast().wokeMillis() - account.promisedMillis();
    }

    private long latestOff() {
        return account.observedMillis() - account.promisedMillis();
    }
}
