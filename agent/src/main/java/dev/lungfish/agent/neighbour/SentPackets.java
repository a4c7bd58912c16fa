package dev.lungfish.agent.neighbour;

import java.util.List;

/// What was sent to wake somebody.
///
/// @param sent in words, a piece each: `UDP to 192.0.2.255 port 9 by eth0 for 52:54:00:12:34:56`
/// @param failed the same for what was not sent, each with the reason
public record SentPackets(List<String> sent, List<String> failed) {
    public SentPackets {
        sent = List.copyOf(sent);
        failed = List.copyOf(failed);
    }
}
