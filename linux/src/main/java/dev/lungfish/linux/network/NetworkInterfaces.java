package dev.lungfish.linux.network;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.NetworkReadings.NetworkType;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.linux.device.DeviceFolder;
import dev.lungfish.linux.device.WakeSwitchReader;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;

/// The network interfaces of a host with a device: no loopback, bridge or tunnel.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-net`; the numbers in `type` are those
/// of `include/uapi/linux/if_arp.h`.
public final class NetworkInterfaces {
    private static final String FOLDER = "/sys/class/net";
    private static final long ARPHRD_ETHER = 1;

    private final HostTree tree;
    private final Ethtool ethtool;

    public NetworkInterfaces(HostTree tree, Ethtool ethtool) {
        this.tree = tree;
        this.ethtool = ethtool;
    }

    /// Their names, sorted; absent if the kernel has no network.
    public Reading<List<String>> names() {
        return tree.children(FOLDER)
                .map(names ->
                        names.stream().filter(name -> tree.exists(devicePath(name))).toList());
    }

    /// The folder of the device behind an interface.
    public String devicePath(String name) {
        return FOLDER + "/" + name + "/device";
    }

    /// The folder of the device that signals a wake for an interface: its own device or, on USB,
    /// the whole USB device of which that is one function.
    ///
    /// **Source:** Linux `Documentation/driver-api/usb/power-management.rst`: remote wakeup is a
    /// property of the device, not of its interfaces.
    public String wakeDevicePath(String name) {
        String device = devicePath(name);
        boolean function =
                new DeviceFolder(tree, device)
                        .subsystem()
                        .toOptional()
                        .filter("usb"::equals)
                        .isPresent();
        boolean ownSwitch =
                new WakeSwitchReader(tree)
                        .read(device)
                        .setting()
                        .toOptional()
                        .filter(setting -> setting != WakeSetting.NOT_CAPABLE)
                        .isPresent();
        return function && !ownSwitch
                ? tree.canonical(device)
                        .map(path -> path.substring(0, path.lastIndexOf('/')))
                        .filter(path -> path.startsWith("/sys/devices/"))
                        .orElse(device)
                : device;
    }

    /// All that can be read of an interface.
    public NetworkReadings read(String name) {
        String folder = FOLDER + "/" + name;
        return new NetworkReadings(
                name,
                type(folder),
                new DeviceFolder(tree, devicePath(name)).driver(),
                tree.line(folder + "/operstate"),
                tree.number(folder + "/carrier", 0, 1).map(number -> number == 1),
                ethtool.wakeOnLan(name),
                new WakeSwitchReader(tree).read(wakeDevicePath(name)));
    }

    private Reading<NetworkType> type(String folder) {
        boolean wireless =
                tree.exists(folder + "/wireless")
                        || tree.exists(folder + "/phy80211")
                        || new DeviceFolder(tree, folder).deviceType().equals(Optional.of("wlan"));
        return tree.number(folder + "/type", 0, 0xffff)
                .map(number -> {
                    if (wireless) {
                        return NetworkType.WIRELESS;
                    }
                    return number == ARPHRD_ETHER ? NetworkType.ETHERNET : NetworkType.OTHER;
                });
    }
}
