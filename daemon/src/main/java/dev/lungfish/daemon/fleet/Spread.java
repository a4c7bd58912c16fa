package dev.lungfish.daemon.fleet;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Changes waits by chance. Hosts that were all powered on at once, or whose controller was away
/// for all of them, would call at once for ever: a thousand handshakes in one second of each
/// minute.
record Spread(RandomGenerator random) {
    private static final double ANSWERED = 0.1;
    private static final double SILENT = 0.5;

    /// After an answer: up to a tenth shorter, as the controller expects a call at the latest by
    /// then.
    Duration afterAnswer(Duration wait) {
        return times(wait, 1 - ANSWERED * random.nextDouble());
    }

    /// After silence: from half of it to one and a half.
    Duration afterSilence(Duration wait) {
        return times(wait, 1 - SILENT + 2 * SILENT * random.nextDouble());
    }

    private static Duration times(Duration wait, double factor) {
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }
}
