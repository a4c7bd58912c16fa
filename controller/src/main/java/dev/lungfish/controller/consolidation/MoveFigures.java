package dev.lungfish.controller.consolidation;

import java.time.Duration;
import java.util.Map;

/// What moves of guests came to since this process began.
///
/// @param begun moves that libvirt was told to make
/// @param ended moves whose outcome is known, by it: `moved`, `stayed` (where the guest was), and
///   `gone` (it is on neither host). Those count too that a process of before has begun
/// @param stopped how long guests stood still as they were moved, one added to the other, as far as
///   libvirt says it
/// @param open moves whose outcome is not known now
/// @param unclear those of them of which a human was told
/// @param emptying hosts whose guests are being moved away now
/// @param emptied how often a host had no guest any more, by a plan
public record MoveFigures(
        long begun,
        Map<String, Long> ended,
        Duration stopped,
        int open,
        int unclear,
        int emptying,
        long emptied) {
    public MoveFigures {
        ended = Map.copyOf(ended);
    }
}
