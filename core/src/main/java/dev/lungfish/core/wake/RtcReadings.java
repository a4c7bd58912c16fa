package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All that was read of one RTC.
///
/// @param name `rtc0`
/// @param driver the driver and its device in one line: `rtc_cmos 00:04`
/// @param time the time that it shows
/// @param alarm absent where it has none that could wake
/// @param setSystemTime whether the kernel took the time from it at boot
/// @param wakeSwitch of the device that it sits on
/// @param reach how far ahead its alarm can be set; absent where there is no way to know
/// @param limits from which states its alarm does not wake, as far as somebody says so
/// @param status absent where the kernel describes another RTC or none
public record RtcReadings(
        String name,
        Reading<String> driver,
        Reading<RtcTime> time,
        Reading<RtcAlarm> alarm,
        Reading<Boolean> setSystemTime,
        WakeSwitch wakeSwitch,
        Reading<AlarmReach> reach,
        Limits limits,
        Reading<RtcStatus> status) {

    /// An RTC of whose limits nobody says anything.
    public RtcReadings(
            String name,
            Reading<String> driver,
            Reading<RtcTime> time,
            Reading<RtcAlarm> alarm,
            Reading<Boolean> setSystemTime,
            WakeSwitch wakeSwitch,
            Reading<AlarmReach> reach,
            Reading<RtcStatus> status) {
        this(
                name,
                driver,
                time,
                alarm,
                setSystemTime,
                wakeSwitch,
                reach,
                Limits.notStated(),
                status);
    }

    /// What is said of the states from which an alarm wakes the host. It is no proof of either.
    ///
    /// **Source:** ACPI 6.5 table 5.10, flag `RTC_S4`; Linux `drivers/rtc/rtc-cmos.c`, parameter
    /// `use_acpi_alarm`, which by itself is on only for PCs that suspend to idle by their firmware.
    ///
    /// @param fromDisk whether the firmware says that it wakes from suspend-to-disk; absent where
    ///   it says nothing
    /// @param fromIdle false on a host that has no deeper sleep than suspend-to-idle, where the
    ///   kernel leaves the alarm to an interrupt and not to ACPI; absent where that does not apply
    public record Limits(Reading<Boolean> fromDisk, Reading<Boolean> fromIdle) {
        public static Limits notStated() {
            return new Limits(
                    new Reading.Absent<>("/sys/firmware/acpi/tables/FACP"),
                    new Reading.Absent<>("/sys/module/rtc_cmos/parameters/use_acpi_alarm"));
        }

        /// What speaks against its alarm as the way back from a state; empty where nothing does.
        public Optional<RtcFinding> against(SleepState state) {
            return switch (state) {
                case SUSPEND_TO_DISK ->
                        fromDisk.toOptional()
                                .filter(wakes -> !wakes)
                                .map(_ -> new RtcFinding.AlarmNotFromDisk());
                case SUSPEND_TO_IDLE ->
                        fromIdle.toOptional()
                                .filter(wakes -> !wakes)
                                .map(_ -> new RtcFinding.AlarmByInterrupt(fromIdle.source()));
                case STANDBY, SUSPEND_TO_RAM, HYBRID -> Optional.empty();
            };
        }
    }

    /// What the driver of one RTC says of its state, as keys and values in its own words.
    ///
    /// **Source:** Linux `drivers/rtc/proc.c` and, for `batt_status`, `cmos_procfs()` of
    /// `drivers/rtc/rtc-cmos.c`; `Documentation/admin-guide/rtc.rst` says that it describes the RTC
    /// of the system clock, or else `rtc0`.
    public record RtcStatus(Map<String, String> entries) {
        public RtcStatus {
            entries = Map.copyOf(entries);
        }

        /// Whether the battery keeps the RTC and its alarm through a loss of power; empty where the
        /// driver does not say.
        public Optional<Boolean> batteryOkay() {
            return Optional.ofNullable(entries.get("batt_status")).map("okay"::equals);
        }
    }

    /// How far ahead a PC's RTC can be set: its alarm compares the time of day, with the day of the
    /// month where the firmware names a register for that, with the month where it names that too.
    ///
    /// **Source:** Linux `drivers/rtc/rtc-cmos.c`, `cmos_validate_alarm()`, which refuses what lies
    /// further ahead with `EINVAL`; seen on QEMU's `pc` with Linux 6.1 and 6.12.117, which accepts
    /// 86399 s and refuses 86400 s.
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

    /// What the clock face of an RTC shows, as hwclock noted it.
    ///
    /// **Source:** util-linux `hwclock(8)`, "The Adjtime File": the third line is `UTC` or `LOCAL`.
    public enum RtcTimeScale implements Spelled {
        UTC,
        LOCAL;

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What an RTC's time is compared with.
    ///
    /// @param systemTime the host's own idea of the time, at about the moment at which its RTCs
    ///   were read
    /// @param noted what hwclock noted that the RTC keeps; absent where it never did, which means
    ///   UTC
    public record HostClockReadings(Reading<Instant> systemTime, Reading<RtcTimeScale> noted) {}
}
