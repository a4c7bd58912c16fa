package dev.lungfish.api;

import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeVerdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One card with its Wake-on-LAN.
///
/// @param verdict whether it can wake the host, and will
/// @param supported what its driver offers; empty where that is not known
/// @param set what it wakes on; empty where that is not known
/// @param kept what is kept set, by a command or by the configuration; empty where nothing is
/// @param above what rests on the card and what that means for magic packets, a sentence each
public record NicStatus(
        WakeVerdict verdict,
        Optional<Set<WakeOnLanMode>> supported,
        Optional<Set<WakeOnLanMode>> set,
        Optional<Set<WakeOnLanMode>> kept,
        List<String> above) {
    public NicStatus {
        above = List.copyOf(above);
    }
}
