package dev.lungfish.agent.wakeups;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something beside wakeups that will wake the host.
///
/// @param name `rtc0`, `backup.timer`
/// @param at when, by the wall clock
public record OtherWake(Kind kind, String name, Instant at) {

    /// What it is.
    public enum Kind {
        /// The alarm that an RTC holds; that of a running request among them.
        RTC_ALARM,
        /// A timer of systemd with `WakeSystem=`.
        SYSTEMD_TIMER;

        /// In JSON: `rtc-alarm`.
        public String spelling() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> ofSpelling(String spelling) {
            return Arrays.stream(values())
                    .filter(kind -> kind.spelling().equals(spelling))
                    .findFirst();
        }
    }
}
