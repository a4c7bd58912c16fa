package dev.lungfish.core.wake;

/// What the clock face of an RTC shows, as hwclock noted it.
///
/// **Source:** util-linux `hwclock(8)`, "The Adjtime File": the third line is `UTC` or `LOCAL`.
public enum RtcTimeScale {
    UTC,
    LOCAL
}
