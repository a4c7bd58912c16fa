package dev.lungfish.linux.power;

import dev.lungfish.core.sleep.PmUtilsReadings;
import dev.lungfish.linux.tree.HostTree;
import java.nio.file.Path;
import java.time.Duration;

/// Asks pm-utils what the host can do.
@FunctionalInterface
public interface PmUtils {
    /// Where every distribution installs it.
    Path PROGRAM = Path.of("/usr/bin/pm-is-supported");

    /// What all questions to the program may take together; they are put at the same time.
    Duration PATIENCE = Duration.ofSeconds(2);

    PmUtilsReadings read();

    /// The pm-utils of a host: its program where it is this machine, as recorded otherwise.
    static PmUtils of(HostTree tree) {
        return tree.isLive() ? new InstalledPmUtils(PROGRAM, PATIENCE) : new RecordedPmUtils(tree);
    }
}
