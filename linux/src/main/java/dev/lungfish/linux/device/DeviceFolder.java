package dev.lungfish.linux.device;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// The driver and the subsystem of a device, by its folder in `/sys`. On a host both are links. A
/// record may hold copies instead, which have lost the name; then the `uevent` file has it.
///
/// **Source:** Linux `Documentation/admin-guide/sysfs-rules.rst` for the links; `dev_uevent()` in
/// `drivers/base/core.c` for `DRIVER` and `DEVTYPE`, `Documentation/ABI/testing/sysfs-uevent`.
///
/// @param path `/sys/class/net/eth0/device`
public record DeviceFolder(HostTree tree, String path) {

    /// The driver that is bound; absent if there is none.
    public Reading<String> driver() {
        Reading<String> link = tree.linkName(path + "/driver");
        return link instanceof Reading.Present<String>
                ? link
                : fromUevent("DRIVER").<Reading<String>>map(name -> name).orElse(link);
    }

    /// The bus or class: `pci`, `usb`, `acpi`.
    public Reading<String> subsystem() {
        Reading<String> link = tree.linkName(path + "/subsystem");
        if (link instanceof Reading.Present<String>) {
            return link;
        }
        return fromUevent("MODALIAS")
                .filter(alias -> alias.value().indexOf(':') > 0)
                .<Reading<String>>map(
                        alias -> alias.map(value -> value.substring(0, value.indexOf(':'))))
                .orElse(link);
    }

    /// The device's name on the PCI bus, if it is a PCI device: `0000:00:19.0`.
    public Optional<String> pciName() {
        return fromUevent("PCI_SLOT_NAME").map(Reading.Present::value);
    }

    /// The kernel's name for the kind of device: `wlan`, `usb_device`.
    public Optional<String> deviceType() {
        return fromUevent("DEVTYPE").map(Reading.Present::value);
    }

    private Optional<Reading.Present<String>> fromUevent(String key) {
        String prefix = key + "=";
        return tree.text(path + "/uevent")
                        instanceof Reading.Present<String>(String source, String text, _)
                ? text.lines()
                        .filter(line -> line.startsWith(prefix) && line.length() > prefix.length())
                        .findFirst()
                        .map(line ->
                                new Reading.Present<>(
                                        source, line.substring(prefix.length()), line))
                : Optional.empty();
    }
}
