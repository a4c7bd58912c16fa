package dev.lungfish.core.procedure;

/// The interrupt that ended a sleep.
///
/// @param number of the interrupt
/// @param name what the kernel calls it: `rtc0`, `acpi`, `i8042`; empty where it does not say
public record WakeInterrupt(int number, String name) {}
