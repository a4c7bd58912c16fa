package dev.lungfish.linux.node;

import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.time.Instant;

/// The three clocks of a host. The one that runs during sleep is read from the host's files, so
/// that an emulated kernel can let a recorded host sleep. The others are always those of this
/// machine.
///
/// If the files do not have it, it is taken to advance like the one that stands still during sleep:
/// a sleep that can't be observed is not claimed.
///
/// **Source:** `System.nanoTime` is `CLOCK_MONOTONIC` (OpenJDK `os_posix.cpp`,
/// `os::javaTimeNanos`), so its values can be compared between processes of one boot.
///
/// Safe for use by several threads.
public final class HostClocks {
    /// Clocks that were read within this time count as read together.
    private static final Duration CLOSE = Duration.ofMillis(2);

    private static final int ATTEMPTS = 5;

    private final HostTree tree;
    private Duration lastAwake = Duration.ZERO;
    private Duration lastSinceBoot = Duration.ZERO;

    public HostClocks(HostTree tree) {
        this.tree = tree;
    }

    /// Reads all three. If time passed between two reads they are read again, since that time would
    /// look like a sleep.
    public synchronized Moment now() {
        Attempt best = read();
        for (int attempt = 1; attempt < ATTEMPTS && !best.isClose(); attempt++) {
            Attempt next = read();
            best = next.apart().compareTo(best.apart()) < 0 ? next : best;
        }
        lastAwake = best.moment().awake();
        lastSinceBoot = best.moment().sinceBoot();
        return best.moment();
    }

    private Attempt read() {
        Duration awake = Duration.ofNanos(System.nanoTime());
        Duration sinceBoot =
                Uptime.read(tree)
                        .toOptional()
                        .orElseGet(() -> lastSinceBoot.plus(awake.minus(lastAwake)));
        Duration apart = Duration.ofNanos(System.nanoTime()).minus(awake);
        return new Attempt(new Moment(sinceBoot, awake, Instant.now()), apart);
    }

    /// One attempt to read the clocks together.
    ///
    /// @param apart how much time passed between the first and the last
    private record Attempt(Moment moment, Duration apart) {
        boolean isClose() {
            return apart.compareTo(CLOSE) <= 0;
        }
    }
}
