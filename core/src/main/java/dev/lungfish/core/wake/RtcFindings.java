package dev.lungfish.core.wake;

import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.RtcReadings.RtcStatus;
import dev.lungfish.core.wake.RtcReadings.RtcTimeScale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what is worth saying of an RTC that can wake the host.
record RtcFindings(RtcReadings rtc, HostClockReadings clock) {

    List<RtcFinding> of(RtcAlarm alarm) {
        List<RtcFinding> findings = new ArrayList<>();
        findings.add(ofAlarm(alarm));
        findings.add(ofClock());
        rtc.reach().toOptional().map(RtcFinding.RtcReach::new).ifPresent(findings::add);
        Stream.of(SleepState.SUSPEND_TO_DISK, SleepState.SUSPEND_TO_IDLE)
                .map(rtc.limits()::against)
                .flatMap(Optional::stream)
                .forEach(findings::add);
        if (rtc.status().toOptional().flatMap(RtcStatus::batteryOkay).equals(Optional.of(false))) {
            findings.add(new RtcFinding.RtcBatteryDead());
        }
        return List.copyOf(findings);
    }

    private RtcFinding ofAlarm(RtcAlarm alarm) {
        return switch (alarm) {
            case RtcAlarm.Unarmed _ -> new RtcFinding.NoAlarmSet();
            case RtcAlarm.Armed(RtcTime at) -> {
                Instant inTheWorld =
                        at.asIfUtc()
                                .minus(offset().map(RtcOffset::correction).orElse(Duration.ZERO));
                Optional<Duration> wait = rtc.time().toOptional().map(now -> now.until(at));
                String file = rtc.alarm().source();
                yield wait.isPresent() && !wait.get().isPositive()
                        ? new RtcFinding.PastAlarmSet(inTheWorld, wait.get().abs(), file)
                        : new RtcFinding.AlarmSet(inTheWorld, wait, file);
            }
        };
    }

    private Optional<RtcOffset> offset() {
        return rtc.time()
                .toOptional()
                .flatMap(time ->
                        clock.systemTime().toOptional().map(system -> RtcOffset.of(time, system)));
    }

    private RtcFinding ofClock() {
        Optional<RtcTimeScale> noted = clock.noted().toOptional();
        return offset().map(offset -> compared(offset, noted))
                .or(() ->
                        noted.map(scale ->
                                new RtcFinding.RtcScaleNoted(clock.noted().source(), scale)))
                .orElseGet(RtcFinding.RtcScaleUnknown::new);
    }

    private static RtcFinding compared(RtcOffset offset, Optional<RtcTimeScale> noted) {
        return switch (offset.meaning()) {
            case KEEPS_UTC ->
                    new RtcFinding.RtcKeepsUtc(noted.equals(Optional.of(RtcTimeScale.LOCAL)));
            case KEEPS_LOCAL_TIME ->
                    new RtcFinding.RtcKeepsLocalTime(
                            offset.correction().abs(),
                            offset.correction().isNegative(),
                            noted.equals(Optional.of(RtcTimeScale.UTC)));
            case WRONG ->
                    new RtcFinding.RtcIsOff(offset.ahead().abs(), offset.ahead().isNegative());
        };
    }
}
