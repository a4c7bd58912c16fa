package dev.lungfish.linux.cpupower;

import dev.lungfish.core.power.PowerService;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// Asks the services that rule how processors use power, and sets their profiles.
public interface PowerServices {

    /// Each that is known, whether it runs or not; that which is to be spoken to first.
    List<PowerService> read();

    /// Has a service take a profile.
    ///
    /// @param profile by the service's own name
    /// @throws BusException where it refuses or does not answer
    void set(PowerService.Kind kind, String profile) throws BusException;

    /// Those of a host: on the system bus where it is this machine, as recorded otherwise.
    static PowerServices of(HostTree tree) {
        return tree.isLive()
                ? new LivePowerServices(BusAddress.system())
                : new RecordedPowerServices(tree);
    }
}
