package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.function.BiFunction;

/// What follows a proved sleep.
public sealed interface Continuation {
    /// The end.
    record End(Outcome outcome) implements Continuation {}

    /// Another sleep.
    ///
    /// @param stay how long the host stays awake first
    record SleepOn(Duration stay) implements Continuation {}

    /// What follows the last sleep of a procedure.
    static Continuation of(ProcedureContext context) {
        Segment last = context.segments().getLast();
        if (context.isUnbounded()) {
            return new End(woken(context, last, OutcomeReason.WokenWithoutBound::new));
        }
        if (last.cause().kind() == WakeCause.Kind.CARD) {
            return new End(woken(context, last, OutcomeReason.WokenByPacket::new));
        }
        Duration off = last.untilPromise().negated();
        ProcedureSettings settings = context.settings();
        Outcome inTime =
                new Outcome.Slept(
                        context.asleep(),
                        off,
                        last.cause(),
                        new OutcomeReason.SleptAsPromised(
                                context.asleep(), last.cause().description()));
        Duration late = settings.lateTolerance(last.state()).plus(context.way().slack());
        if (off.compareTo(late) > 0) {
            return new End(
                    new Outcome.WokeLate(
                            context.asleep(),
                            off,
                            last.cause(),
                            new OutcomeReason.BackLate(off, last.cause().description())));
        }
        if (off.compareTo(settings.earlyTolerance().negated()) >= 0) {
            return new End(inTime);
        }
        boolean asPlanned =
                last.off().compareTo(settings.earlyTolerance().negated()) >= 0
                        && last.reason() != AlarmPlan.Reason.PROMISE;
        return asPlanned ? goOn(last, settings) : tooEarly(context, last, off);
    }

    /// Whoever woke the host wants it awake.
    private static Outcome woken(
            ProcedureContext context, Segment last, BiFunction<Duration, Reason, Reason> how) {
        return new Outcome.Woken(
                context.asleep(),
                last.cause(),
                how.apply(context.asleep(), last.cause().description()));
    }

    private static Continuation goOn(Segment last, ProcedureSettings settings) {
        return new SleepOn(
                last.reason() == AlarmPlan.Reason.FOREIGN ? settings.foreignStay() : Duration.ZERO);
    }

    private static Continuation tooEarly(ProcedureContext context, Segment last, Duration off) {
        long early =
                context.segments().stream()
                        .filter(segment ->
                                segment.off()
                                                .compareTo(
                                                        context.settings()
                                                                .earlyTolerance()
                                                                .negated())
                                        < 0)
                        .count();
        boolean sleepsOn =
                context.request().onEarlyWake() == EarlyWakePolicy.RESLEEP
                        && early <= context.settings().mostEarlyWakes();
        if (sleepsOn) {
            return new SleepOn(Duration.ZERO);
        }
        Reason cause = last.cause().description();
        return new End(
                new Outcome.WokeEarly(
                        context.asleep(),
                        off,
                        last.cause(),
                        context.request().onEarlyWake() == EarlyWakePolicy.RESLEEP
                                ? new OutcomeReason.BackEarlyAgain(off.abs(), cause, early)
                                : new OutcomeReason.BackEarly(off.abs(), cause)));
    }
}
