package dev.lungfish.libvirt.server;

import java.time.Duration;

/// How handshakes of TLS are let begin.
///
/// @param steps of handshakes that are computed at the same time
/// @param patience how long a client whose first message has come is let wait for its turn; after
///   that it is turned away, as it has given up or would before its handshake ends
public record HandshakePace(int steps, Duration patience) {
    public HandshakePace {
        if (steps < 1 || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "%d steps of handshakes at once, and a patience of %s"
                            .formatted(steps, patience));
        }
    }

    /// As many steps at once as there are processors. More would only make each of them longer.
    public static HandshakePace of(Duration patience) {
        return new HandshakePace(Runtime.getRuntime().availableProcessors(), patience);
    }
}
