package dev.lungfish.core.fleet.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The attempts to wake one host.
///
/// @param attempts how often packets were sent, or ordered from somebody
/// @param next when they are sent again
/// @param silent when the host did not answer the last time that it was asked; empty where it
///   answered, or was not asked
public record Pursuit(int attempts, Instant next, Optional<Instant> silent) {
    /// The pauses after the attempts by one path: 0, 2, 4, 8, 16 s; then the next path begins.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(16));

    /// How long the attempts by one path take.
    static final Duration BY_ONE_PATH = PAUSES.stream().reduce(Duration.ZERO, Duration::plus);

    static Pursuit begin(Instant now) {
        return new Pursuit(0, now, Optional.empty());
    }

    boolean isDue(Instant now) {
        return !now.isBefore(next);
    }

    /// After one more attempt, close on the last.
    Pursuit again(Instant now) {
        return new Pursuit(attempts + 1, now.plus(PAUSES.get(attempts % PAUSES.size())), silent);
    }

    /// After one more attempt by all paths, with pauses that grow twice as long each time.
    Pursuit patiently(Instant now, HostRules rules) {
        Duration pause = rules.firstPause();
        for (int i = 0; i < attempts && pause.compareTo(rules.longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration shorter = pause.compareTo(rules.longestPause()) < 0 ? pause : rules.longestPause();
        return new Pursuit(attempts + 1, now.plus(shorter), silent);
    }

    /// The next path begins soon, as this one can't be used.
    Pursuit byNextPath(Instant now) {
        int path = Math.ceilDiv(Math.max(1, attempts), PAUSES.size());
        return new Pursuit(path * PAUSES.size(), now.plus(PAUSES.getFirst()), silent);
    }

    /// The path of the latest attempt.
    ///
    /// @param paths not empty
    WakePath path(List<WakePath> paths) {
        return paths.get(((attempts - 1) / PAUSES.size()) % paths.size());
    }

    /// Whether the latest attempt is the first by its path.
    boolean isFirstOfPath() {
        return (attempts - 1) % PAUSES.size() == 0;
    }

    /// The next attempt is due at once.
    Pursuit hurried(Instant now) {
        return new Pursuit(attempts, now, silent);
    }

    Pursuit asked(Optional<Instant> silentAt) {
        return new Pursuit(attempts, next, silentAt);
    }

    Pursuit moved(Duration by) {
        return new Pursuit(attempts, next.plus(by), silent.map(time -> time.plus(by)));
    }
}
