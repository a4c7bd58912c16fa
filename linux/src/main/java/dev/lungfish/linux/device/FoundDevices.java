package dev.lungfish.linux.device;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.wake.DeviceReadings;
import java.util.List;

/// What a search for devices with a wake switch came to.
///
/// @param notSearched the folders that could not be looked into, with the reason; empty where the
///   search was complete
public record FoundDevices(List<DeviceReadings> devices, List<Evidence> notSearched) {
    public FoundDevices {
        devices = List.copyOf(devices);
        notSearched = List.copyOf(notSearched);
    }
}
