package dev.lungfish.core.procedure;

import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.NetworkReadings;
import java.util.List;

/// What an examination found of one network card.
///
/// @param readings of its interface
/// @param devices the names by which the kernel's wakeup sources call what signals its wakes: the
///   device itself, then the bridges above it
/// @param fingerprint what a proof of it made now would hold for
public record NicFindings(NetworkReadings readings, List<String> devices, Fingerprint fingerprint) {
    public NicFindings {
        devices = List.copyOf(devices);
    }

    /// The name of its interface.
    public String name() {
        return readings.name();
    }

    /// Whether it would hear a magic packet now.
    boolean listens() {
        return NetworkArmingJudge.whyNot(readings).isEmpty();
    }

    String key(SleepState state) {
        return Proof.key(fingerprint.deviceName(), state);
    }
}
