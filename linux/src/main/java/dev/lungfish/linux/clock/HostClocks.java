package dev.lungfish.linux.clock;

import dev.lungfish.core.procedure.Moment;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.time.Instant;

/// The three clocks of a host. That which runs on in sleep is read from the host's files, so
/// whoever plays a recorded host lets it sleep; the others are always those of this machine.
///
/// Where the files do not tell, the clock is taken to have run on as the one that stands still in
/// sleep: a sleep that can't be seen is not claimed.
///
/// **Source:** `System.nanoTime` is `CLOCK_MONOTONIC` (OpenJDK `os_posix.cpp`,
/// `os::javaTimeNanos`), so its values can be compared between processes of one boot.
///
/// Safe for use by several threads.
public final class HostClocks {
    private final HostTree tree;
    private Duration lastAwake = Duration.ZERO;
    private Duration lastSinceBoot = Duration.ZERO;

    public HostClocks(HostTree tree) {
        this.tree = tree;
    }

    /// Reads all three.
    public synchronized Moment now() {
        Duration awake = Duration.ofNanos(System.nanoTime());
        Duration sinceBoot =
                Uptime.read(tree)
                        .toOptional()
                        .orElseGet(() -> lastSinceBoot.plus(awake.minus(lastAwake)));
        lastAwake = awake;
        lastSinceBoot = sinceBoot;
        return new Moment(sinceBoot, awake, Instant.now());
    }
}
