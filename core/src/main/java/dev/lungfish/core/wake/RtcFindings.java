package dev.lungfish.core.wake;

import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is worth saying of an RTC that can wake the host: its alarm, its time, its reach and its
/// battery. None of it changes whether it can.
record RtcFindings(RtcReadings rtc, HostClockReadings clock) {

    /// The findings as clauses that continue a sentence.
    String inWords(RtcAlarm alarm) {
        StringBuilder words = new StringBuilder();
        words.append("; ").append(alarmInWords(alarm));
        words.append("; ").append(clockInWords());
        rtc.reach()
                .toOptional()
                .ifPresent(reach ->
                        words.append("; an alarm can be set up to ")
                                .append(reach.spelling())
                                .append(" ahead"));
        if (rtc.status().toOptional().flatMap(RtcStatus::batteryOkay).equals(Optional.of(false))) {
            words.append("; its battery is dead, so time and alarm are lost with the power");
        }
        return words.toString();
    }

    Optional<String> alarmRemedy(RtcAlarm alarm) {
        return switch (alarm) {
            case RtcAlarm.Unarmed _ -> Optional.empty();
            case RtcAlarm.Armed(RtcTime at) ->
                    Optional.of(
                            (isPast(at)
                                            ? "clear the old alarm: echo 0 > "
                                            : "if nobody needs that alarm, clear it: echo 0 > ")
                                    + rtc.alarm().source());
        };
    }

    Optional<String> clockRemedy() {
        return offset().filter(offset -> offset.meaning() == RtcOffset.Meaning.WRONG)
                .map(_ -> "if the system's clock is right, set the RTC by it: hwclock --systohc");
    }

    private String alarmInWords(RtcAlarm alarm) {
        return switch (alarm) {
            case RtcAlarm.Unarmed _ -> "no alarm is set";
            case RtcAlarm.Armed(RtcTime at) -> {
                String when = inTheWorld(at) + away(at);
                yield isPast(at)
                        ? "an alarm of the past is still set, for "
                                + when
                                + ", and new ones are refused until it is cleared"
                        : "an alarm is already set, for " + when;
            }
        };
    }

    private boolean isPast(RtcTime at) {
        return rtc.time().toOptional().filter(now -> at.compareTo(now) <= 0).isPresent();
    }

    private Instant inTheWorld(RtcTime at) {
        return at.asIfUtc().minus(offset().map(RtcOffset::correction).orElse(Duration.ZERO));
    }

    private String away(RtcTime at) {
        return rtc.time()
                .toOptional()
                .map(now -> now.until(at))
                .map(wait ->
                        wait.isPositive()
                                ? " (in " + SpokenDuration.of(wait) + ")"
                                : " (" + SpokenDuration.of(wait) + " ago)")
                .orElse(" by its own clock");
    }

    private Optional<RtcOffset> offset() {
        return rtc.time()
                .toOptional()
                .flatMap(time ->
                        clock.systemTime().toOptional().map(system -> RtcOffset.of(time, system)));
    }

    private String clockInWords() {
        Optional<RtcTimeScale> noted = clock.noted().toOptional();
        return offset().map(offset -> compared(offset, noted))
                .orElseGet(() ->
                        noted.map(scale ->
                                        "by "
                                                + clock.noted().source()
                                                + " it keeps "
                                                + spelling(scale))
                                .orElse("whether it keeps UTC or local time is not known"));
    }

    private String compared(RtcOffset offset, Optional<RtcTimeScale> noted) {
        String off = SpokenDuration.of(offset.ahead());
        String side = offset.ahead().isNegative() ? " behind" : " ahead of";
        return switch (offset.meaning()) {
            case KEEPS_UTC ->
                    "it keeps UTC"
                            + noted.filter(scale -> scale == RtcTimeScale.LOCAL)
                                    .map(_ -> " although hwclock noted local time")
                                    .orElse("");
            case KEEPS_LOCAL_TIME ->
                    "it keeps local time, UTC"
                            + (offset.correction().isNegative() ? "-" : "+")
                            + SpokenDuration.of(offset.correction())
                            + noted.filter(scale -> scale == RtcTimeScale.UTC)
                                    .map(_ -> " although hwclock noted UTC")
                                    .orElse("")
                            + ", which does no harm as alarms are computed in the RTC's own time";
            case WRONG ->
                    "it is "
                            + off
                            + side
                            + " the system's clock, which does no harm to alarms as they are"
                            + " computed in the RTC's own time";
        };
    }

    private static String spelling(RtcTimeScale scale) {
        return switch (scale) {
            case UTC -> "UTC";
            case LOCAL -> "local time";
        };
    }
}
