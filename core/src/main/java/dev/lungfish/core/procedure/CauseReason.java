package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What woke a host, with the traces that it left.
public sealed interface CauseReason extends Reason {
    /// One trace of a wake.
    sealed interface Trace extends CauseReason, Phrase {}

    record InterruptCounted(int number, String name) implements Trace {}

    record WakeupSourceCounted(String source) implements Trace {}

    record AcpiEventCounted(String event) implements Trace {}

    /// `whose` is empty where the alarm was for nobody but the request.
    record AlarmFired(String rtc, String whose, List<Trace> traces) implements CauseReason {}

    record OtherAlarmFired(String rtc, String whose, List<Trace> traces) implements CauseReason {}

    /// `silentAlarm` is the RTC whose alarm was due and did not fire.
    record CardWoke(String card, List<String> sources, Optional<String> silentAlarm)
            implements CauseReason {}

    record DeviceWoke(List<Trace> traces, Optional<String> silentAlarm) implements CauseReason {}

    record NothingNamed(Optional<String> silentAlarm) implements CauseReason {}
}
