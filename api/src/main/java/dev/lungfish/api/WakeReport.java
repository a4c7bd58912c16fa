package dev.lungfish.api;

import java.util.List;

/// What was sent to wake a host.
///
/// @param name of the host, as the sender knows it
/// @param addresses where it can be asked whether it is awake; none where none is known
public record WakeReport(String name, List<String> addresses, SentPackets packets) {
    public WakeReport {
        addresses = List.copyOf(addresses);
    }
}
