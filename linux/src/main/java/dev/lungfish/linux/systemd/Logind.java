package dev.lungfish.linux.systemd;

import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;

/// Asks systemd-logind what the host may do.
@FunctionalInterface
public interface Logind {
    /// The time limit for all questions to a live logind together.
    Duration PATIENCE = Duration.ofSeconds(2);

    LogindReadings read();

    /// The logind of a host: on the system bus for this machine, from the record otherwise.
    static Logind of(HostTree tree) {
        return of(tree, PATIENCE);
    }

    /// The same with another time limit for a live one.
    static Logind of(HostTree tree, Duration patience) {
        return tree.isLive()
                ? new LiveLogind(BusAddress.system(), patience)
                : new RecordedLogind(tree);
    }
}
