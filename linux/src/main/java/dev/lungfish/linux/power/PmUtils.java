package dev.lungfish.linux.power;

import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Patience;
import java.nio.file.Path;

/// Asks pm-utils what the host can do.
@FunctionalInterface
public interface PmUtils {
    /// The path in every distribution.
    Path PROGRAM = Path.of("/usr/bin/pm-is-supported");

    PmUtilsReadings read();

    /// The pm-utils of a host: the program for this machine, the record otherwise.
    static PmUtils of(HostTree tree) {
        return tree.isLive()
                ? new InstalledPmUtils(PROGRAM, Patience.SERVICE)
                : new RecordedPmUtils(tree);
    }
}
