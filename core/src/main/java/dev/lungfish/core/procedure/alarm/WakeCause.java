package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What woke the host, as far as can be told.
///
/// @param kind what it was
/// @param description with the evidence: `the RTC's alarm (00:04 counted an event)`
public record WakeCause(Kind kind, Reason description) {

    /// What can wake a host.
    public enum Kind {
        /// Our alarm.
        ALARM("alarm"),
        /// The alarm of somebody else.
        FOREIGN_ALARM("foreign-alarm"),
        /// The network card that the request relied on, so probably a magic packet.
        CARD("card"),
        /// A device, whose name is known.
        DEVICE("device"),
        /// Nothing names itself.
        UNKNOWN("unknown");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }

        /// In the journal and in JSON: `foreign-alarm`.
        public String spelling() {
            return spelling;
        }
    }

    /// What woke a host, with the traces that it left.
    public sealed interface CauseReason extends Reason {
        /// One trace of a wake.
        sealed interface Trace extends CauseReason, Phrase {}

        record InterruptCounted(int number, String name) implements Trace {}

        record WakeupSourceCounted(String source) implements Trace {}

        record AcpiEventCounted(String event) implements Trace {}

        /// `whose` is empty where the alarm was for nobody but the request.
        record AlarmFired(String rtc, String whose, List<Trace> traces) implements CauseReason {}

        record OtherAlarmFired(String rtc, String whose, List<Trace> traces)
                implements CauseReason {}

        /// `silentAlarm` is the RTC whose alarm was due and did not fire.
        record CardWoke(String card, List<String> sources, Optional<String> silentAlarm)
                implements CauseReason {}

        record DeviceWoke(List<Trace> traces, Optional<String> silentAlarm)
                implements CauseReason {}

        record NothingNamed(Optional<String> silentAlarm) implements CauseReason {}
    }
}
