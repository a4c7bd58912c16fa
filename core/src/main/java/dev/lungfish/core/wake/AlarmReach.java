package dev.lungfish.core.wake;

import dev.lungfish.core.reason.Spelled;
import java.time.Duration;

/// How far ahead a PC's RTC can be set: its alarm compares the time of day, with the day of the
/// month where the firmware names a register for that, with the month where it names that too.
///
/// **Source:** Linux `drivers/rtc/rtc-cmos.c`, `cmos_validate_alarm()`, which refuses what lies
/// further ahead with `EINVAL`; seen on QEMU's `pc`, which accepts 86399 s and refuses 86400 s.
public enum AlarmReach implements Spelled {
    ONE_DAY("one-day", Duration.ofDays(1)),
    ONE_MONTH("one-month", Duration.ofDays(28)),
    ONE_YEAR("one-year", Duration.ofDays(365));

    private final String spelling;
    private final Duration shortest;

    AlarmReach(String spelling, Duration shortest) {
        this.spelling = spelling;
        this.shortest = shortest;
    }

    /// As in JSON: `one-day`.
    @Override
    public String spelling() {
        return spelling;
    }

    /// The longest time ahead that is accepted on every day of the calendar.
    public Duration longestAhead() {
        return shortest.minusSeconds(1);
    }
}
