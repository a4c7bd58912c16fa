package dev.lungfish.libvirt.domain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamReader;

/// The parts of a guest that matter when its host sleeps.
///
/// @param hostDevices passed-through devices of the host, as text: `pci device`
/// @param watchdogs watchdogs that act if the guest does not feed them, as text: `i6300esb, reset`
///
///   **Source:** `hostdev`, `interface` and `watchdog` in `docs/formatdomain.rst`.
public record DomainDescription(List<String> hostDevices, List<String> watchdogs) {
    public DomainDescription {
        hostDevices = List.copyOf(hostDevices);
        watchdogs = List.copyOf(watchdogs);
    }

    /// Reads the document of `virDomainGetXMLDesc`.
    ///
    /// @throws IOException if it is no XML, or not the document of a guest
    public static DomainDescription read(String document) throws IOException {
        List<String> hostDevices = new ArrayList<>();
        List<String> watchdogs = new ArrayList<>();
        DomainDocument.read(
                document,
                "the document of a guest",
                "domain",
                (path, element) -> {
                    if (path.size() == 3 && path.get(1).equals("devices")) {
                        note(element, hostDevices, watchdogs);
                    }
                });
        return new DomainDescription(hostDevices, watchdogs);
    }

    private static void note(
            XMLStreamReader reader, List<String> hostDevices, List<String> watchdogs) {
        switch (reader.getLocalName()) {
            case "hostdev" ->
                    hostDevices.add(
                            "%s device"
                                    .formatted(
                                            attribute(
                                                    reader,
                                                    "type",
                                                    attribute(reader, "mode", "device"))));
            case "interface" -> {
                if (attribute(reader, "type", "").equals("hostdev")) {
                    hostDevices.add("network device");
                }
            }
            case "watchdog" -> {
                String action = attribute(reader, "action", "reset");
                String model = attribute(reader, "model", "watchdog");
                // The chipset of each q35 machine has one, whether the guest uses it or not.
                if (!action.equals("none") && !model.equals("itco")) {
                    watchdogs.add(model + ", " + action);
                }
            }
            default -> {
                // Purely virtual devices.
            }
        }
    }

    private static String attribute(XMLStreamReader reader, String name, String missing) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? missing : value;
    }
}
