package dev.lungfish.linux.cpupower;

import dev.lungfish.core.power.PowerService;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// Queries the services that control processor power, and sets their profiles.
public interface PowerServices {

    /// All known services, running or not; the preferred one comes first.
    List<PowerService> read();

    /// Makes a service apply a profile.
    ///
    /// @param profile by the service's own name
    /// @throws BusException if it refuses or does not answer
    void set(PowerService.Kind kind, String profile) throws BusException;

    /// The services of a host: on the system bus for this machine, from the record otherwise.
    static PowerServices of(HostTree tree) {
        return tree.isLive()
                ? new LivePowerServices(BusAddress.system())
                : new RecordedPowerServices(tree);
    }
}
