package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges whether an RTC can wake the host: it can where it has an alarm and the device that it
/// sits on can signal a wake; it may where that device's switch is on.
public final class RtcJudge {
    private RtcJudge() {}

    public static WakeVerdict judge(RtcReadings rtc, HostClockReadings clock) {
        Optional<Reading<?>> broken = broken(rtc);
        if (broken.isPresent()) {
            Reading<?> source = broken.get();
            return verdict(
                    rtc,
                    clock,
                    Support.UNKNOWN,
                    new RtcReason.RtcNotRead(source.source(), SourceReason.of(source)));
        }
        return switch (rtc.wakeSwitch().setting().toOptional().orElse(null)) {
            case ENABLED, DISABLED -> judgeAlarm(rtc, clock);
            case NOT_CAPABLE -> judgeIncapable(rtc, clock);
            case null -> verdict(rtc, clock, Support.UNKNOWN, new RtcReason.RtcDeviceHidden());
        };
    }

    /// The row of a host whose kernel has no RTC at all.
    ///
    /// @param searched the folder that was looked at
    public static WakeVerdict none(Evidence searched) {
        return new WakeVerdict(
                WakeKind.RTC,
                "rtc",
                Support.UNSUPPORTED,
                Optional.of(false),
                new RtcReason.NoRtc(),
                List.of(searched));
    }

    /// The row of a host whose RTCs could not be searched.
    ///
    /// @param searched the folder that was to be looked at, and what went wrong
    public static WakeVerdict notSearched(Evidence searched) {
        return new WakeVerdict(
                WakeKind.RTC,
                "rtc",
                Support.UNKNOWN,
                Optional.empty(),
                new RtcReason.RtcsNotSearched(searched.source(), searched.value()),
                List.of(searched));
    }

    private static Optional<Reading<?>> broken(RtcReadings rtc) {
        return Stream.<Reading<?>>of(rtc.alarm(), rtc.wakeSwitch().setting(), rtc.time())
                .filter(Reading::broken)
                .findFirst();
    }

    private static WakeVerdict judgeIncapable(RtcReadings rtc, HostClockReadings clock) {
        return verdict(
                rtc,
                clock,
                Support.UNSUPPORTED,
                new RtcReason.RtcCannotWake(!(rtc.alarm() instanceof Reading.Absent<RtcAlarm>)));
    }

    private static WakeVerdict judgeAlarm(RtcReadings rtc, HostClockReadings clock) {
        if (!(rtc.alarm() instanceof Reading.Present<RtcAlarm>(_, RtcAlarm alarm, _))) {
            return verdict(rtc, clock, Support.UNSUPPORTED, new RtcReason.RtcWithoutAlarm());
        }
        List<RtcFinding> findings = new RtcFindings(rtc, clock).of(alarm);
        return verdict(
                rtc,
                clock,
                Support.SUPPORTED,
                rtc.wakeSwitch().enabled().orElse(false)
                        ? new RtcReason.RtcWakes(findings)
                        : new RtcReason.RtcMayNotWake(
                                rtc.wakeSwitch().setting().source(), findings));
    }

    private static WakeVerdict verdict(
            RtcReadings rtc, HostClockReadings clock, Support support, RtcReason reason) {
        Optional<Boolean> enabled =
                support == Support.UNSUPPORTED ? Optional.of(false) : rtc.wakeSwitch().enabled();
        return new WakeVerdict(
                WakeKind.RTC, rtc.name(), support, enabled, reason, evidence(rtc, clock));
    }

    private static List<Evidence> evidence(RtcReadings rtc, HostClockReadings clock) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(rtc.alarm().evidence());
        evidence.addAll(rtc.wakeSwitch().evidence());
        for (Reading<?> reading :
                List.of(
                        rtc.time(),
                        clock.systemTime(),
                        clock.noted(),
                        rtc.driver(),
                        rtc.setSystemTime(),
                        rtc.reach(),
                        rtc.limits().fromDisk(),
                        rtc.limits().fromIdle(),
                        rtc.status())) {
            if (!(reading instanceof Reading.Absent<?>) && !evidence.contains(reading.evidence())) {
                evidence.add(reading.evidence());
            }
        }
        return evidence;
    }

    /// Why an RTC can or can't wake the host.
    public sealed interface RtcReason extends Reason {
        record RtcWakes(List<RtcFinding> findings) implements RtcReason {}

        record RtcMayNotWake(String wakeSwitch, List<RtcFinding> findings) implements RtcReason {}

        record RtcWithoutAlarm() implements RtcReason {}

        /// The reason `rtc-cannot-wake`.
        ///
        /// @param alarm whether it has one nevertheless
        record RtcCannotWake(boolean alarm) implements RtcReason {}

        record RtcDeviceHidden() implements RtcReason {}

        record RtcNotRead(String file, SourceReason cause) implements RtcReason {}

        record NoRtc() implements RtcReason {}

        record RtcsNotSearched(String folder, String problem) implements RtcReason {}
    }
}
