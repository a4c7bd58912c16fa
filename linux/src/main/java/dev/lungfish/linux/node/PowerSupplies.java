package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;

/// The source of a host's power.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-power`: `type`, `online`, and `scope`,
/// which is `Device` for the battery of a mouse.
public final class PowerSupplies {
    private static final String FOLDER = "/sys/class/power_supply";

    private PowerSupplies() {}

    /// Mains if a mains supply is online, or if the host has no battery; empty if unknown.
    public static Optional<PowerSource> source(HostTree tree) {
        Reading<List<String>> names = tree.children(FOLDER);
        if (names.broken()) {
            return Optional.empty();
        }
        boolean battery = false;
        for (String name : names.toOptional().orElse(List.of())) {
            String supply = FOLDER + "/" + name;
            String type = tree.line(supply + "/type").toOptional().orElse("");
            boolean ofADevice = tree.line(supply + "/scope").found().equals("Device");
            if (!type.equals("Battery") && tree.line(supply + "/online").found().equals("1")) {
                return Optional.of(PowerSource.MAINS);
            }
            battery |= type.equals("Battery") && !ofADevice;
        }
        return Optional.of(battery ? PowerSource.BATTERY : PowerSource.MAINS);
    }
}
