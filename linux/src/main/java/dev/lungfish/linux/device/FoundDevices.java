package dev.lungfish.linux.device;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.wake.DeviceJudge.DeviceReadings;
import java.util.List;

/// The result of a search for devices with a wake switch.
///
/// @param notSearched the folders that could not be read, with the reason; empty if the search was
///   complete
public record FoundDevices(List<DeviceReadings> devices, List<Evidence> notSearched) {
    public FoundDevices {
        devices = List.copyOf(devices);
        notSearched = List.copyOf(notSearched);
    }
}
