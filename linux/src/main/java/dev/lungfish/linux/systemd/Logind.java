package dev.lungfish.linux.systemd;

import dev.lungfish.core.sleep.LogindReadings;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;

/// Asks systemd-logind what it lets the host do.
@FunctionalInterface
public interface Logind {
    /// What all questions to a live logind may take together.
    Duration PATIENCE = Duration.ofSeconds(2);

    LogindReadings read();

    /// The logind of a host: on the system bus where it is this machine, as recorded otherwise.
    static Logind of(HostTree tree) {
        return of(tree, PATIENCE);
    }

    /// The same with another limit for a live one.
    static Logind of(HostTree tree, Duration patience) {
        return tree.isLive()
                ? new LiveLogind(BusAddress.system(), patience)
                : new RecordedLogind(tree);
    }
}
