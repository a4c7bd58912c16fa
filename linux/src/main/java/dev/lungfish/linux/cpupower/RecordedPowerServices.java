package dev.lungfish.linux.cpupower;

import dev.lungfish.core.power.PowerService;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.tree.HostTree;
import java.util.Arrays;
import java.util.List;

/// The services of a record: their profiles are in `services/tuned/profile` and
/// `services/power-profiles-daemon/profile`.
public final class RecordedPowerServices implements PowerServices {
    private final HostTree tree;

    public RecordedPowerServices(HostTree tree) {
        this.tree = tree;
    }

    /// The file of one service, in the record.
    public static String path(PowerService.Kind kind) {
        return "/services/" + kind.spelling() + "/profile";
    }

    @Override
    public List<PowerService> read() {
        return Arrays.stream(PowerService.Kind.values())
                .map(kind -> new PowerService(kind, tree.line(path(kind))))
                .toList();
    }

    @Override
    public void set(PowerService.Kind kind, String profile) throws BusException {
        throw new BusException(kind.spelling() + " of a record can't be spoken to");
    }
}
