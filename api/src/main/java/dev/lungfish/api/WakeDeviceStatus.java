package dev.lungfish.api;

import dev.lungfish.core.wake.WakeVerdict;

/// One device that can wake the host.
///
/// @param verdict whether it can, and may
/// @param title what people call it: `power button`, `Logitech USB Receiver`
/// @param quiet whether it is switched off for sleeps
/// @param woke how many of the sleeps that the journal knows it ended before their time
public record WakeDeviceStatus(WakeVerdict verdict, String title, boolean quiet, int woke) {}
