package dev.lungfish.core.procedure;

import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;

/// What follows a proved sleep.
sealed interface Continuation {
    /// The end.
    record End(Outcome outcome) implements Continuation {}

    /// Another sleep.
    ///
    /// @param stay how long the host stays awake first
    record SleepOn(Duration stay) implements Continuation {}

    /// What follows the last sleep of a course.
    static Continuation of(ProcedureContext course) {
        Segment last = course.segments().getLast();
        if (course.isUnbounded()) {
            return new End(woken(course, last, ", without a bound, woken by "));
        }
        if (last.cause().kind() == WakeCause.Kind.CARD) {
            return new End(woken(course, last, ", woken as the request allows by "));
        }
        Duration off = last.untilPromise().negated();
        ProcedureSettings settings = course.settings();
        Outcome inTime =
                new Outcome.Slept(
                        course.asleep(),
                        off,
                        last.cause(),
                        "slept for "
                                + SpokenDuration.of(course.asleep())
                                + ", woken by "
                                + last.cause().description());
        if (off.compareTo(settings.lateTolerance(last.state())) > 0) {
            return new End(
                    new Outcome.WokeLate(
                            course.asleep(),
                            off,
                            last.cause(),
                            "back "
                                    + SpokenDuration.of(off)
                                    + " after the promised time, woken by "
                                    + last.cause().description()));
        }
        if (off.compareTo(settings.earlyTolerance().negated()) >= 0) {
            return new End(inTime);
        }
        boolean asPlanned =
                last.off().compareTo(settings.earlyTolerance().negated()) >= 0
                        && last.reason() != AlarmPlan.Reason.PROMISE;
        return asPlanned ? goOn(last, settings) : tooEarly(course, last, off);
    }

    /// Whoever woke the host wants it awake.
    private static Outcome woken(ProcedureContext course, Segment last, String how) {
        return new Outcome.Woken(
                course.asleep(),
                last.cause(),
                "slept for "
                        + SpokenDuration.of(course.asleep())
                        + how
                        + last.cause().description());
    }

    private static Continuation goOn(Segment last, ProcedureSettings settings) {
        return new SleepOn(
                last.reason() == AlarmPlan.Reason.FOREIGN ? settings.foreignStay() : Duration.ZERO);
    }

    private static Continuation tooEarly(ProcedureContext course, Segment last, Duration off) {
        long early =
                course.segments().stream()
                        .filter(segment ->
                                segment.off()
                                                .compareTo(
                                                        course.settings()
                                                                .earlyTolerance()
                                                                .negated())
                                        < 0)
                        .count();
        boolean sleepsOn =
                course.request().onEarlyWake() == EarlyWakePolicy.RESLEEP
                        && early <= course.settings().mostEarlyWakes();
        return sleepsOn
                ? new SleepOn(Duration.ZERO)
                : new End(
                        new Outcome.WokeEarly(
                                course.asleep(),
                                off,
                                last.cause(),
                                "back "
                                        + SpokenDuration.of(off)
                                        + " before the promised time, woken by "
                                        + last.cause().description()
                                        + (course.request().onEarlyWake() == EarlyWakePolicy.RESLEEP
                                                ? "; the host stays awake, as it was woken"
                                                        + " early "
                                                        + early
                                                        + " times"
                                                : "")));
    }
}
