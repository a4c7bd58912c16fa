package dev.lungfish.core.procedure;

/// What a test of an RTC holds for. Where one of these changes, the test must be repeated.
///
/// @param kernel the release of the kernel
/// @param firmware maker, version and date of the firmware; `unknown` where the host does not say
/// @param rtc the RTC's name with its driver and device: `rtc0 rtc_cmos 00:04`
public record Fingerprint(String kernel, String firmware, String rtc) {}
