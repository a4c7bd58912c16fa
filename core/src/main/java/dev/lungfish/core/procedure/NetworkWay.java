package dev.lungfish.core.procedure;

import java.util.List;
import java.util.Optional;

/// The way back by magic packets to one card.
///
/// @param card the name of its interface: `eth0`
/// @param devices as wakeup sources name what signals its wakes; none where that is not known
/// @param fingerprint what a proof of it holds for
/// @param proved that it was seen to bring the host back from the state; empty where it was not
record NetworkWay(
        String card,
        List<String> devices,
        Fingerprint fingerprint,
        Optional<ProofStanding.Proved> proved) {
    NetworkWay {
        devices = List.copyOf(devices);
    }
}
