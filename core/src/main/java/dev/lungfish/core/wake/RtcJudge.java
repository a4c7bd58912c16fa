package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
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
                    "whether this RTC can wake the host is not known: "
                            + source.source()
                            + " "
                            + source.found(),
                    "cat " + source.source() + "; dmesg | grep -i rtc");
        }
        return switch (rtc.wakeSwitch().setting().toOptional().orElse(null)) {
            case ENABLED, DISABLED -> judgeAlarm(rtc, clock);
            case NOT_CAPABLE -> judgeIncapable(rtc, clock);
            case null ->
                    verdict(
                            rtc,
                            clock,
                            Support.UNKNOWN,
                            "whether this RTC can wake the host is not known: the device that it"
                                    + " sits on is not to be seen",
                            "");
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
                "this host has no RTC, so no timer can wake it",
                "if the board has one, load its driver (on a PC: modprobe rtc_cmos); else fit an"
                    + " RTC whose interrupt can wake the board, or wake the host by its network",
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
                "whether this host has an RTC is not known: "
                        + searched.source()
                        + " "
                        + searched.value(),
                "mount sysfs and look: ls /sys/class/rtc",
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
                rtc.alarm() instanceof Reading.Absent<RtcAlarm>
                        ? "this RTC has no alarm and its device cannot wake the host"
                        : "this RTC has an alarm but its device cannot wake the host",
                "use another RTC or wake the host by its network; on a board with a device tree"
                        + " whose RTC interrupt can wake it, add the property wakeup-source");
    }

    private static WakeVerdict judgeAlarm(RtcReadings rtc, HostClockReadings clock) {
        if (!(rtc.alarm() instanceof Reading.Present<RtcAlarm>(_, RtcAlarm alarm, _))) {
            return verdict(
                    rtc,
                    clock,
                    Support.UNSUPPORTED,
                    "this RTC has no alarm: its device could wake the host, but no timer of it can"
                            + " be set",
                    "use another RTC or wake the host by its network; dmesg | grep -i rtc says why"
                            + " the driver offers no alarm");
        }
        boolean enabled = rtc.wakeSwitch().enabled().orElse(false);
        List<String> remedies = new ArrayList<>();
        if (!enabled) {
            remedies.add(rtc.wakeSwitch().howToEnable());
        }
        RtcFindings findings = new RtcFindings(rtc, clock);
        findings.alarmRemedy(alarm).ifPresent(remedies::add);
        findings.clockRemedy().ifPresent(remedies::add);
        return verdict(
                rtc,
                clock,
                Support.SUPPORTED,
                (enabled
                                ? "its alarm can wake the host"
                                : "it has an alarm but is not allowed to wake the host")
                        + findings.inWords(alarm),
                String.join("; ", remedies));
    }

    private static WakeVerdict verdict(
            RtcReadings rtc,
            HostClockReadings clock,
            Support support,
            String reason,
            String remedy) {
        Optional<Boolean> enabled =
                support == Support.UNSUPPORTED ? Optional.of(false) : rtc.wakeSwitch().enabled();
        return new WakeVerdict(
                WakeKind.RTC, rtc.name(), support, enabled, reason, remedy, evidence(rtc, clock));
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
                        rtc.status())) {
            if (!(reading instanceof Reading.Absent<?>)) {
                evidence.add(reading.evidence());
            }
        }
        return evidence;
    }
}
