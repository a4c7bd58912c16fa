package dev.lungfish.linux.systemd;

import java.time.Instant;

/// A timer of systemd with `WakeSystem=`: the kernel wakes the host for it, whatever the RTC alarms
/// of other programs are, and shows it in no file.
///
/// @param unit `backup.timer`
/// @param at when it elapses next, by the wall clock
public record WakeTimer(String unit, Instant at) {}
