package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The source of a host's power.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-power`: `type`, `online`, and `scope`,
/// which is `Device` for the battery of a mouse.
public final class PowerSupplies {
    private static final String FOLDER = "/sys/class/power_supply";
    private static final String PORTS = "/sys/class/typec";
    private static final int MOST_PORTS = 64;
    private static final Pattern NUMBERED = Pattern.compile("ucsi-source-psy-.*[^0-9](\\d{1,3})");

    private PowerSupplies() {}

    /// Mains if something but a battery feeds the host, or if no battery of the host is in use;
    /// empty if unknown. A battery that is charged, or full, is not what the host lives on, nor is
    /// a bay without one; what feeds a mouse or a drawing tablet says nothing of the host.
    ///
    /// **Source:** systemd 257 `src/shared/battery-util.c`, `on_ac_power()`: a battery counts where
    /// its `status` is `Discharging`, a supply where it is online and its USB-C port is the sink,
    /// none where its `scope` is `Device`. Linux `Documentation/ABI/testing/sysfs-class-power`:
    /// `present` is 0 where no battery is in its bay; `drivers/hid/wacom_sys.c` has a `Mains` of
    /// scope `Device`.
    public static Optional<PowerSource> source(HostTree tree) {
        Reading<List<String>> names = tree.children(FOLDER);
        if (names.broken()) {
            return Optional.empty();
        }
        boolean lives = false;
        for (String name : names.toOptional().orElse(List.of())) {
            String supply = FOLDER + "/" + name;
            String type = tree.line(supply + "/type").toOptional().orElse("");
            if (tree.line(supply + "/scope").found().equals("Device")) {
                continue;
            }
            if (!type.equals("Battery") && isOnline(tree, supply) && !feedsOthers(tree, name)) {
                return Optional.of(PowerSource.MAINS);
            }
            lives |= type.equals("Battery") && mayDischarge(tree, supply);
        }
        return Optional.of(lives ? PowerSource.BATTERY : PowerSource.MAINS);
    }

    /// `1` where it is online with a fixed voltage, `2` where that is negotiated.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-class-power`, `online`.
    private static boolean isOnline(HostTree tree, String supply) {
        return List.of("1", "2").contains(tree.line(supply + "/online").found());
    }

    private static boolean mayDischarge(HostTree tree, String supply) {
        if (tree.line(supply + "/present").found().equals("0")) {
            return false;
        }
        String status = tree.line(supply + "/status").toOptional().orElse("Unknown");
        return List.of("Discharging", "Unknown").contains(status);
    }

    /// Whether the USB-C port of a supply is the source, as for a telephone.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-class-typec`, `power_role`: `[source]
    /// sink`; `drivers/usb/typec/ucsi/psy.c` numbers the supplies of a controller from 1.
    private static boolean feedsOthers(HostTree tree, String name) {
        List<String> roles = new ArrayList<>();
        for (String folder : List.of(beside(tree, name), PORTS)) {
            for (String port : tree.children(folder).toOptional().orElse(List.of())) {
                if (port.matches("port\\d+") && roles.size() < MOST_PORTS) {
                    String role = tree.line(folder + "/" + port + "/power_role").found();
                    if (isOf(port, name)) {
                        return role.contains("[source]");
                    }
                    roles.add(role);
                }
            }
            if (!roles.isEmpty()) {
                break;
            }
        }
        return isOfAPort(name)
                && roles.stream().anyMatch(role -> role.contains("[source]"))
                && roles.stream().noneMatch(role -> role.contains("[sink]"));
    }

    /// The ports of the controller to which a supply belongs.
    private static String beside(HostTree tree, String name) {
        return tree.canonical(FOLDER + "/" + name)
                .filter(path -> path.contains("/power_supply/"))
                .map(path -> path.substring(0, path.indexOf("/power_supply/")) + "/typec")
                .orElse(PORTS);
    }

    private static boolean isOfAPort(String name) {
        return name.startsWith("ucsi-source-psy-") || name.startsWith("tcpm-source-psy-");
    }

    private static boolean isOf(String port, String name) {
        Matcher number = NUMBERED.matcher(name);
        return number.matches() && port.equals("port" + (Integer.parseInt(number.group(1)) - 1));
    }
}
