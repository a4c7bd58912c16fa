package dev.lungfish.core.fleet.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What comes of an event.
///
/// @param host to be kept before the actions are carried out
/// @param actions in this order
/// @param again when [HostEvent.Passed] is to be handed in at the latest; empty where time alone
///   changes nothing
public record HostStep(FleetHost host, List<HostAction> actions, Optional<Instant> again) {
    public HostStep {
        actions = List.copyOf(actions);
    }
}
