package dev.lungfish.daemon.fleet;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Changes waits by chance. Hosts that were all powered on at once, or whose controller was away
/// for all of them, would call at once for ever: a thousand handshakes in one second of each
/// minute.
record Spread(RandomGenerator random) {
    private static final double ANSWERED = 0.1;
    private static final double SILENT = 0.5;

    /// Short waits double up to this one, and longer ones stay as they are.
    private static final Duration LONGEST_DOUBLED = Duration.ofSeconds(30);

    private static final int MOST_DOUBLED = 10;

    /// After an answer: up to a tenth shorter, as the controller expects a call at the latest by
    /// then.
    Duration afterAnswer(Duration wait) {
        return times(wait, 1 - ANSWERED * random.nextDouble());
    }

    /// After silence: from half of it to one and a half. A short wait doubles with each further
    /// attempt that nobody answered, as the controller may have more callers than it can serve.
    ///
    /// @param attempts that were not answered, one after the other
    Duration afterSilence(Duration wait, int attempts) {
        Duration doubled = wait.multipliedBy(1L << Math.clamp(attempts - 1, 0, MOST_DOUBLED));
        Duration most = LONGEST_DOUBLED.compareTo(wait) > 0 ? LONGEST_DOUBLED : wait;
        return times(
                doubled.compareTo(most) < 0 ? doubled : most,
                1 - SILENT + 2 * SILENT * random.nextDouble());
    }

    private static Duration times(Duration wait, double factor) {
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }
}
