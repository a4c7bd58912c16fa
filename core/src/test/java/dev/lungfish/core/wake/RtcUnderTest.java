package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.RtcReadings.RtcStatus;
import dev.lungfish.core.wake.RtcReadings.RtcTimeScale;
import dev.lungfish.core.wake.WakeSwitch.WakeCounts;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.time.Instant;
import java.util.Map;

/// An RTC of a laptop, as it should be; a test changes what it is about.
final class RtcUnderTest {
    static final String SWITCH = "/sys/class/rtc/rtc0/device/power/wakeup";
    static final String ALARM = "/sys/class/rtc/rtc0/wakealarm";
    static final long NOW = 1_767_225_600L;

    Reading<RtcTime> time = present("/sys/class/rtc/rtc0/since_epoch", new RtcTime(NOW));
    Reading<RtcAlarm> alarm = present(ALARM, new RtcAlarm.Unarmed());
    Reading<WakeSetting> setting = present(SWITCH, WakeSetting.ENABLED);
    Reading<AlarmReach> reach = present("/sys/firmware/acpi/tables/FACP", AlarmReach.ONE_MONTH);
    Reading<RtcStatus> status = new Reading.Absent<>("/proc/driver/rtc");
    Reading<Instant> systemTime = present("/proc/stat", Instant.ofEpochSecond(NOW));
    Reading<RtcTimeScale> noted = new Reading.Absent<>("/etc/adjtime");

    static <T> Reading<T> present(String source, T value) {
        return new Reading.Present<>(source, value, String.valueOf(value));
    }

    RtcUnderTest armed(long secondsFromNow) {
        alarm = present(ALARM, new RtcAlarm.Armed(new RtcTime(NOW + secondsFromNow)));
        return this;
    }

    RtcUnderTest systemBehind(long seconds) {
        systemTime = present("/proc/stat", Instant.ofEpochSecond(NOW - seconds));
        return this;
    }

    RtcUnderTest battery(String state) {
        status = present("/proc/driver/rtc", new RtcStatus(Map.of("batt_status", state)));
        return this;
    }

    WakeVerdict judge() {
        return RtcJudge.judge(
                new RtcReadings(
                        "rtc0",
                        present("/sys/class/rtc/rtc0/name", "rtc_cmos 00:04"),
                        time,
                        alarm,
                        present("/sys/class/rtc/rtc0/hctosys", true),
                        new WakeSwitch(setting, noCounts()),
                        reach,
                        status),
                new HostClockReadings(systemTime, noted));
    }

    static WakeCounts noCounts() {
        return new WakeCounts(
                new Reading.Absent<>("wakeup_count"),
                new Reading.Absent<>("wakeup_active_count"),
                new Reading.Absent<>("wakeup_abort_count"),
                new Reading.Absent<>("wakeup_last_time_ms"));
    }
}
