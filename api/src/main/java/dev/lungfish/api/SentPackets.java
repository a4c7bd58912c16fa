package dev.lungfish.api;

import dev.lungfish.core.reason.Reason;
import java.util.List;

/// What was sent to wake somebody.
///
/// @param sent a piece for each way and card, as `NeighbourReason` has them
/// @param failed the same for what was not sent
public record SentPackets(List<Reason> sent, List<Reason> failed) {
    public SentPackets {
        sent = List.copyOf(sent);
        failed = List.copyOf(failed);
    }
}
