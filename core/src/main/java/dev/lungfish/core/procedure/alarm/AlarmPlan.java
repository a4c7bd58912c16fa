package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.wake.RtcTime;
import java.util.Locale;

/// When one sleep is to end, and why then.
///
/// @param rtc the RTC whose alarm ends it: `rtc0`
/// @param at the alarm, in that RTC's own time
/// @param reason why then
/// @param whose for whom, in words; empty where it is for nobody but the request
public record AlarmPlan(String rtc, RtcTime at, Reason reason, String whose) {

    /// An alarm for nobody but the request.
    public AlarmPlan(String rtc, RtcTime at, Reason reason) {
        this(rtc, at, reason, "");
    }

    /// Why a sleep ends when it does.
    public enum Reason {
        /// The promised time.
        PROMISE,
        /// The RTC can't be set as far ahead as the promise; the host sleeps on then.
        NAP,
        /// Somebody else's alarm comes first, and stays as it is; the host sleeps on then.
        FOREIGN,
        /// A wakeup that somebody asked for; the host stays awake for it and sleeps on then.
        WAKEUP,
        /// Nothing was to end the sleep at any time: it had no bound, and there was no alarm.
        UNBOUNDED;

        /// In the journal and in JSON: `promise`, `nap`, `foreign`, `wakeup`, `unbounded`.
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether the alarm is ours, to be set and to be cleared.
    public boolean isOurs() {
        return reason != Reason.FOREIGN;
    }
}
