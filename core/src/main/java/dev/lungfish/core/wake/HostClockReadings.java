package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;
import java.time.Instant;

/// What an RTC's time is compared with.
///
/// @param systemTime the host's own idea of the time, at about the moment at which its RTCs were
///   read
/// @param noted what hwclock noted that the RTC keeps; absent where it never did, which means UTC
public record HostClockReadings(Reading<Instant> systemTime, Reading<RtcTimeScale> noted) {}
