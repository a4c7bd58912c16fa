package dev.lungfish.core.wake;

import java.time.Duration;
import java.time.Instant;

/// A point in time as one RTC counts it: the reading of its clock face, taken for UTC, in seconds
/// since 1970-01-01. It is no point in the world's time: an RTC may keep local time or be wrong.
/// Times of the same RTC can be compared and subtracted whatever it keeps, so alarms are computed
/// in this type and never in [Instant].
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-rtc`, `since_epoch` and `wakealarm`;
/// both are in the RTC's own time (the note that opens `drivers/rtc/sysfs.c`).
///
/// @param secondsSinceEpoch whole seconds; an RTC has no finer ones
public record RtcTime(long secondsSinceEpoch) implements Comparable<RtcTime> {
    /// 1900-01-01, the earliest year that an RTC of Linux can hold.
    public static final RtcTime EARLIEST = new RtcTime(-2_208_988_800L);

    /// The last second of the year 9999; what lies beyond is no time but a broken reading.
    public static final RtcTime LATEST = new RtcTime(253_402_300_799L);

    public RtcTime {
        if (secondsSinceEpoch < -2_208_988_800L || secondsSinceEpoch > 253_402_300_799L) {
            throw new IllegalArgumentException(
                    "a time between the years 1900 and 9999 expected, found %s seconds since 1970"
                            .formatted(secondsSinceEpoch));
        }
    }

    /// How long after this time the other one comes; negative where it came before.
    public Duration until(RtcTime other) {
        return Duration.ofSeconds(other.secondsSinceEpoch - secondsSinceEpoch);
    }

    /// The time so much later; a fraction of a second is rounded up, so that nothing set for it
    /// comes early.
    ///
    /// @throws IllegalArgumentException before [#EARLIEST] and beyond [#LATEST]
    public RtcTime plus(Duration later) {
        if (later.compareTo(until(LATEST)) > 0 || later.compareTo(until(EARLIEST)) < 0) {
            throw new IllegalArgumentException(
                    later + " from " + asIfUtc() + " is not between the years 1900 and 9999");
        }
        return new RtcTime(secondsSinceEpoch + later.getSeconds() + (later.getNano() > 0 ? 1 : 0));
    }

    /// The first whole step of the clock face at this time or after it: the next full minute.
    public RtcTime roundedUp(Duration step) {
        return new RtcTime(Math.ceilDiv(secondsSinceEpoch, step.toSeconds()) * step.toSeconds());
    }

    /// The last whole step of the clock face at this time or before it.
    public RtcTime roundedDown(Duration step) {
        return new RtcTime(Math.floorDiv(secondsSinceEpoch, step.toSeconds()) * step.toSeconds());
    }

    /// The clock face read as UTC, to be shown or to be corrected by what the RTC is off.
    public Instant asIfUtc() {
        return Instant.ofEpochSecond(secondsSinceEpoch);
    }

    @Override
    public int compareTo(RtcTime other) {
        return Long.compare(secondsSinceEpoch, other.secondsSinceEpoch);
    }
}
