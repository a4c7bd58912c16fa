package dev.lungfish.api;

import dev.lungfish.core.wake.WakeVerdict;

/// One device that can wake the host.
///
/// @param verdict whether it can, and may
/// @param title its usual name: `power button`, `Logitech USB Receiver`
/// @param quiet whether its wakeup is disabled for sleeps
/// @param woke how many sleeps in the journal it ended early
public record WakeDeviceStatus(WakeVerdict verdict, String title, boolean quiet, int woke) {}
