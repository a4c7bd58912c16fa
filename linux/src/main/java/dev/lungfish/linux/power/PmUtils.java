package dev.lungfish.linux.power;

import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.linux.tree.HostTree;
import java.nio.file.Path;
import java.time.Duration;

/// Asks pm-utils what the host can do.
@FunctionalInterface
public interface PmUtils {
    /// The path in every distribution.
    Path PROGRAM = Path.of("/usr/bin/pm-is-supported");

    /// The time limit for all questions together; they run concurrently.
    Duration PATIENCE = Duration.ofSeconds(2);

    PmUtilsReadings read();

    /// The pm-utils of a host: the program for this machine, the record otherwise.
    static PmUtils of(HostTree tree) {
        return tree.isLive() ? new InstalledPmUtils(PROGRAM, PATIENCE) : new RecordedPmUtils(tree);
    }
}
