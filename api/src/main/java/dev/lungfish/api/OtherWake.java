package dev.lungfish.api;

import dev.lungfish.core.reason.Spelled;
import java.time.Instant;
import java.util.Locale;

/// Something beside wakeups that will wake the host.
///
/// @param name `rtc0`, `backup.timer`
/// @param at when, by the wall clock
public record OtherWake(Kind kind, String name, Instant at) {

    /// What it is.
    public enum Kind implements Spelled {
        /// The alarm that an RTC holds; that of a running request among them.
        RTC_ALARM,
        /// A timer of systemd with `WakeSystem=`.
        SYSTEMD_TIMER;

        /// In JSON: `rtc-alarm`.
        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
