package dev.lungfish.linux.network;

import dev.lungfish.linux.device.DeviceFolder;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The names under which the kernel counts the wakes of a NIC. A PCI device signals one itself
/// (PME), and so may the bridges between it and the processor.
///
/// **Source:** Linux `drivers/base/power/wakeup.c`: a device's wakeup source has the device's name;
/// `Documentation/power/pci.rst`, section 1.2, on PME and where it is reported.
public final class WakingDevices {
    private static final Pattern PCI =
            Pattern.compile("[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final String DEVICES = "/sys/devices/";

    private final HostTree tree;
    private final NetworkInterfaces interfaces;

    public WakingDevices(HostTree tree, NetworkInterfaces interfaces) {
        this.tree = tree;
        this.interfaces = interfaces;
    }

    /// The device itself, then the bridges above it, from it upwards; none if its name can't be
    /// found out.
    ///
    /// @param card the name of an interface
    public List<String> of(String card) {
        String folder = interfaces.wakeDevicePath(card);
        Optional<String> path = tree.canonical(folder).filter(found -> found.startsWith(DEVICES));
        if (path.isEmpty()) {
            return new DeviceFolder(tree, folder).pciName().map(List::of).orElse(List.of());
        }
        List<String> upwards =
                Arrays.asList(path.get().substring(DEVICES.length()).split("/", -1)).reversed();
        List<String> devices = new ArrayList<>();
        devices.add(upwards.getFirst());
        if (PCI.matcher(upwards.getFirst()).matches()) {
            upwards.stream()
                    .skip(1)
                    .filter(name -> PCI.matcher(name).matches())
                    .forEach(devices::add);
        }
        return List.copyOf(devices);
    }
}
