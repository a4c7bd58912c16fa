package dev.lungfish.agent.neighbour;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.neighbour.WakeRoute;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.WakePassword;
import java.io.IOException;
import java.util.Optional;

/// Sends from this host.
public record LocalWaker(
        HostLan lan, WakeTarget target, WakeRoute route, Optional<WakePassword> password)
        implements Waker {
    @Override
    public SentPackets send() throws IOException {
        try {
            return lan.send(target, route, password);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<Reason> answers() {
        return lan.answers(target);
    }
}
