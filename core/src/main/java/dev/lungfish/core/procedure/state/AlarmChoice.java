package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.Optional;

/// Chooses when the next sleep is to end: at the promised time, or before it where the RTC does not
/// reach as far, or somebody wants the host awake.
///
/// @param time the RTC's time
/// @param left until the promised time
record AlarmChoice(ProcedureContext context, RtcTime time, Duration left) {

    /// The first of all.
    ///
    /// @param wakeup the first that is asked for before the promised time
    /// @param ahead how far ahead that is by the wall clock. The RTC's own time at that moment is
    ///   as far ahead, whatever it keeps: local time, or a wrong one
    AlarmPlan choose(Optional<Wakeup> wakeup, Optional<Duration> ahead) {
        AlarmPlan own =
                left.plus(context.way().slack()).compareTo(context.way().longestAhead()) <= 0
                        ? promise()
                        : nap();
        return wakeup.flatMap(asked -> ahead.map(duration -> forWakeup(asked, duration)))
                .filter(plan -> plan.at().compareTo(own.at()) < 0)
                .orElse(own);
    }

    /// Rounded up to whole seconds: the RTC is up to a second further on than it shows, so that the
    /// alarm comes less than a second before the promised time or after it. An alarm that knows
    /// full minutes only comes at the first one after it.
    private AlarmPlan promise() {
        return new AlarmPlan(
                context.way().rtc(),
                time.plus(left).roundedUp(context.way().step()),
                AlarmPlan.Reason.PROMISE,
                "");
    }

    /// A nap leaves enough for the sleep after it.
    private AlarmPlan nap() {
        Duration rest = context.lead().multipliedBy(2).plus(Arming.SECOND);
        Duration nap = left.minus(rest);
        Duration reach = context.way().longestAhead();
        return noLaterThan(nap.compareTo(reach) < 0 ? nap : reach, AlarmPlan.Reason.NAP, "");
    }

    private AlarmPlan forWakeup(Wakeup wakeup, Duration ahead) {
        return noLaterThan(ahead, AlarmPlan.Reason.WAKEUP, wakeup.whose());
    }

    /// Whole seconds, the rest cut off: who wants the host awake wants it in time, and no alarm
    /// reaches further than the RTC.
    private AlarmPlan noLaterThan(Duration ahead, AlarmPlan.Reason reason, String whose) {
        return new AlarmPlan(
                context.way().rtc(),
                time.plus(Duration.ofSeconds(ahead.toSeconds())).roundedDown(context.way().step()),
                reason,
                whose);
    }
}
