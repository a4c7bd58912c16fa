package dev.lungfish.core.wake;

import dev.lungfish.core.wake.DeviceJudge.DeviceReadings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What people call a device.
///
/// **Source:** ACPI 6.5 section 5.6.7 and the UEFI forum's list of PNP identifiers; the `LNX` names
/// are Linux' own, `include/acpi/acpi_drivers.h`; PCI Code and ID Assignment 1.11 for class codes.
final class DeviceTitle {
    private static final Map<String, String> HARDWARE_IDS =
            Map.ofEntries(
                    Map.entry("PNP0C0C", "power button"),
                    Map.entry("LNXPWRBN", "power button"),
                    Map.entry("PNP0C0D", "lid"),
                    Map.entry("PNP0C0E", "sleep button"),
                    Map.entry("LNXSLPBN", "sleep button"),
                    Map.entry("ACPI0003", "mains adapter"),
                    Map.entry("PNP0C0A", "battery"),
                    Map.entry("PNP0C09", "embedded controller"),
                    Map.entry("PNP0501", "serial port"),
                    Map.entry("PNP0500", "serial port"),
                    Map.entry("PNP0303", "keyboard"),
                    Map.entry("PNP0A08", "PCI Express root"),
                    Map.entry("PNP0A03", "PCI root"));

    /// By the first four hexadecimal digits: class and subclass.
    private static final Map<String, String> PCI_CLASSES =
            Map.of(
                    "0c03", "USB controller",
                    "0604", "PCI bridge",
                    "0403", "audio controller",
                    "0401", "audio controller",
                    "0200", "Ethernet controller",
                    "0280", "wireless controller",
                    "0106", "SATA controller",
                    "0108", "NVMe controller",
                    "0300", "display controller",
                    "0780", "communication controller");

    private DeviceTitle() {}

    /// The best name that the readings hold; empty where they hold none.
    static Optional<String> of(DeviceReadings device) {
        return Stream.of(
                        device.product().toOptional().filter(text -> !text.isEmpty()),
                        device.hardwareId().toOptional().flatMap(DeviceTitle::ofHardwareId),
                        ofHardwareId(device.name()),
                        device.description().toOptional().filter(text -> !text.isEmpty()),
                        device.pciClass().toOptional().flatMap(DeviceTitle::ofPciClass),
                        ofDriver(device))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> ofHardwareId(String identifier) {
        int instance = identifier.indexOf(':');
        String model = instance < 0 ? identifier : identifier.substring(0, instance);
        return Optional.ofNullable(HARDWARE_IDS.get(model));
    }

    private static Optional<String> ofPciClass(String code) {
        String digits = code.toLowerCase(Locale.ROOT);
        return digits.startsWith("0x") && digits.length() == 8
                ? Optional.ofNullable(PCI_CLASSES.get(digits.substring(2, 6)))
                : Optional.empty();
    }

    private static Optional<String> ofDriver(DeviceReadings device) {
        String driver = device.driver().toOptional().orElse("");
        return driver.equals("serial") || driver.equals("serial8250") || driver.equals("port")
                ? Optional.of("serial port")
                : Optional.empty();
    }
}
