package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kernel's wake switch of one device with its counts.
///
/// @param setting its source is the file to write to; absent where the device itself is not to be
///   seen
public record WakeSwitch(Reading<WakeSetting> setting, WakeCounts counts) {

    /// Whether the device may wake the host; empty where that was not read.
    Optional<Boolean> enabled() {
        return setting.toOptional().map(WakeSetting.ENABLED::equals);
    }

    /// What to type so that the device may.
    public String howToEnable() {
        return "echo enabled > " + setting.source();
    }

    /// The setting, then those counts that there are.
    List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(setting.evidence());
        for (Reading<?> count :
                List.of(counts.events(), counts.active(), counts.aborted(), counts.last())) {
            if (!(count instanceof Reading.Absent<?>)) {
                evidence.add(count.evidence());
            }
        }
        return evidence;
    }
}
