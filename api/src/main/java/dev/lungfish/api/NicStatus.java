package dev.lungfish.api;

import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeVerdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One NIC with its Wake-on-LAN status.
///
/// @param verdict whether it can wake the host, and will
/// @param supported the modes of its driver; empty if unknown
/// @param set its present modes; empty if unknown
/// @param kept the persisted modes, of a command or of the configuration; empty if there are none
/// @param above the interfaces on top of the NIC and their effect on magic packets, one sentence
///   each
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
