package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What will happen if a request is carried out.
public sealed interface PlanStep extends Reason {
    record WillSleep(SleepState state, Executor executor, Optional<Duration> length, Duration delay)
            implements PlanStep {}

    /// When the host is to be back, if the countdown begins now.
    record BackAt(Instant at, Duration length) implements PlanStep {}

    record BackByAlarm(String rtc, Optional<Duration> naps) implements PlanStep {}

    record BackByPacket(String card, boolean earlier, Optional<Instant> proved)
            implements PlanStep {}

    /// It ends the sleep where it is `kept`; else it stays, and may wake the host.
    record OtherAlarmSet(String rtc, Instant at, boolean kept) implements PlanStep {}

    record WillOnlyPretend(String file, String test) implements PlanStep {}

    /// `last` is the test that does not hold; empty where there was none.
    record TestFirst(Optional<Instant> last) implements PlanStep {}

    record AlarmTested(Instant at) implements PlanStep {}

    record AlarmTestedInSteps(Instant at, Duration step) implements PlanStep {}

    record WayBackProved(Instant at) implements PlanStep {}

    record UnprovedWarning(Reason why) implements PlanStep {}

    record FailedProofWarning(Reason finding) implements PlanStep {}

    record AwakeForWakeup(Instant at, Duration stay, String purpose, String requester)
            implements PlanStep {}

    /// In this order before the sleep, and in reverse order after it.
    record HooksWillRun(List<String> hooks) implements PlanStep {
        public HooksWillRun {
            hooks = List.copyOf(hooks);
        }
    }

    record MoreWakeups(int count) implements PlanStep {}
}
