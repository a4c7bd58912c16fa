package dev.lungfish.core.wake;

import java.time.Duration;
import java.time.Instant;

/// By how much an RTC differs from the system's clock, and what that means.
///
/// @param ahead the RTC's time, read as UTC, less the system's time
record RtcOffset(Duration ahead) {
    /// The two are read one after the other, a record's files even seconds apart, and an RTC drifts
    /// by some seconds a week.
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    private static final Duration ZONE_STEP = Duration.ofMinutes(15);
    private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

    enum Meaning {
        KEEPS_UTC,
        KEEPS_LOCAL_TIME,
        WRONG
    }

    static RtcOffset of(RtcTime rtc, Instant system) {
        return new RtcOffset(
                Duration.ofSeconds(rtc.asIfUtc().getEpochSecond() - system.getEpochSecond()));
    }

    Meaning meaning() {
        if (ahead.abs().compareTo(TOLERANCE) <= 0) {
            return Meaning.KEEPS_UTC;
        }
        Duration zone = nearestZone();
        return zone.abs().compareTo(FARTHEST_ZONE) <= 0
                        && ahead.minus(zone).abs().compareTo(TOLERANCE) <= 0
                ? Meaning.KEEPS_LOCAL_TIME
                : Meaning.WRONG;
    }

    /// What must be taken from the RTC's time to have UTC: nothing, the offset of the zone that it
    /// keeps, or all that it is off.
    Duration correction() {
        return switch (meaning()) {
            case KEEPS_UTC -> Duration.ZERO;
            case KEEPS_LOCAL_TIME -> nearestZone();
            case WRONG -> ahead;
        };
    }

    private Duration nearestZone() {
        return ZONE_STEP.multipliedBy(
                Math.round((double) ahead.toSeconds() / ZONE_STEP.toSeconds()));
    }
}
