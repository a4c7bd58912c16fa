package dev.lungfish.linux.systemd;

import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Patience;

/// Asks systemd-logind what the host may do.
@FunctionalInterface
public interface Logind {
    LogindReadings read();

    /// The logind of a host: on the system bus for this machine, from the record otherwise.
    static Logind of(HostTree tree) {
        return tree.isLive()
                ? new LiveLogind(BusAddress.system(), Patience.SERVICE)
                : new RecordedLogind(tree);
    }
}
