package dev.lungfish.daemon.client;

import dev.lungfish.agent.neighbour.Waker;
import dev.lungfish.api.SentPackets;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.daemon.wake.WakeOrder;
import dev.lungfish.daemon.wake.WakeReport;
import java.io.IOException;
import java.util.Optional;

/// Has a daemon send magic packets, which is nearer to the host that is to wake. For one thread.
public record RemoteWaker(DaemonClient daemon, WakeOrder order) implements Waker {
    @Override
    public SentPackets send() throws IOException {
        return report().packets();
    }

    /// Sends once, and tells whom it was for.
    public WakeReport report() throws IOException {
        try {
            return daemon.call(WakeCalls.WAKE, order);
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<Reason> answers() throws IOException {
        try {
            return daemon.call(WakeCalls.ANSWERS, order.target()).stream()
                    .findFirst()
                    .map(ReceivedReason::uncoded);
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
