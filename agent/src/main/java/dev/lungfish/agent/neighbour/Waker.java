package dev.lungfish.agent.neighbour;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.reason.Reason;
import java.io.IOException;
import java.util.Optional;

/// Who sends magic packets for one host, from here or from elsewhere.
public interface Waker {
    /// Sends once.
    ///
    /// @throws IOException where whoever is to send is not reached, or can't
    SentPackets send() throws IOException;

    /// Whether the host is awake.
    ///
    /// @return what answered; empty where nothing did
    Optional<Reason> answers() throws IOException;
}
