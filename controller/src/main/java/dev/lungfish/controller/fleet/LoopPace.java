package dev.lungfish.controller.fleet;

import java.time.Duration;
import java.time.Instant;

/// When a work that looks at all hosts is done again: soon after something has changed, else each
/// second; and where it takes long, in at most a twentieth of the time. For who has the loop's
/// lock.
final class LoopPace {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int PART = 20;

    private boolean changed = true;
    private Instant done = Instant.MIN;
    private Duration rest = Duration.ZERO;

    /// Something has changed that matters to it.
    void changed() {
        changed = true;
    }

    /// Somebody waits for it.
    void hurry() {
        changed = true;
        rest = Duration.ZERO;
    }

    boolean isDue(Instant now) {
        if (now.isBefore(done) || done.equals(Instant.MIN)) {
            return true;
        }
        Duration since = Duration.between(done, now);
        return since.compareTo(rest) >= 0 && (changed || since.compareTo(QUIET) >= 0);
    }

    /// It was done.
    void done(Instant began, Instant ended) {
        changed = false;
        done = ended;
        rest = ended.isAfter(began) ? Duration.between(began, ended).multipliedBy(PART) : rest;
    }
}
