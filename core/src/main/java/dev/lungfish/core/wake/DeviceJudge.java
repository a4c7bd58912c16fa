package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges whether a device with a wake switch can wake the host: the kernel shows a switch only
/// where it can.
public final class DeviceJudge {
    private DeviceJudge() {}

    public static WakeVerdict judge(DeviceReadings device) {
        WakeSwitch wakeSwitch = device.wakeSwitch();
        String title = title(device);
        if (!(wakeSwitch.setting()
                instanceof Reading.Present<WakeSetting>(String file, WakeSetting setting, _))) {
            return verdict(
                    device,
                    Support.UNKNOWN,
                    title
                            + ": whether it can wake the host could not be read: "
                            + wakeSwitch.setting().source()
                            + " "
                            + wakeSwitch.setting().found(),
                    "cat " + wakeSwitch.setting().source());
        }
        return switch (setting) {
            case ENABLED ->
                    verdict(
                            device,
                            Support.SUPPORTED,
                            title + " may wake the host" + history(wakeSwitch.counts()),
                            "");
            case DISABLED ->
                    verdict(
                            device,
                            Support.SUPPORTED,
                            title + " could wake the host but is not allowed to",
                            "if it shall: " + wakeSwitch.howToEnable());
            case NOT_CAPABLE ->
                    verdict(
                            device,
                            Support.UNSUPPORTED,
                            title + " cannot wake the host: " + file + " has no setting",
                            "");
        };
    }

    /// The row for devices that could not be searched.
    ///
    /// @param searched the folder that was to be looked at, and what went wrong
    public static WakeVerdict notSearched(Evidence searched) {
        return new WakeVerdict(
                WakeKind.OTHER,
                "devices",
                Support.UNKNOWN,
                Optional.empty(),
                "which other devices can wake the host is not fully known: "
                        + searched.source()
                        + " "
                        + searched.value(),
                "grep . /sys/bus/*/devices/*/power/wakeup",
                List.of(searched));
    }

    static WakeKind kind(DeviceReadings device) {
        return switch (device.subsystem().toOptional().orElse("")) {
            case "usb" -> WakeKind.USB;
            case "pci", "pci_express" -> WakeKind.PCI;
            case "acpi", "platform", "pnp", "serio", "serial", "serial-base", "tty", "i2c", "spi" ->
                    WakeKind.PLATFORM;
            default -> WakeKind.OTHER;
        };
    }

    private static String title(DeviceReadings device) {
        Optional<String> driver = device.driver().toOptional();
        String title = DeviceTitle.of(device).orElse("this device");
        return driver.map(name -> title + " (driver " + name + ")").orElse(title);
    }

    private static String history(WakeCounts counts) {
        StringBuilder words = new StringBuilder();
        counts.events()
                .toOptional()
                .ifPresent(events -> words.append("; wake events since boot: ").append(events));
        counts.aborted()
                .toOptional()
                .filter(aborted -> aborted > 0)
                .ifPresent(aborted ->
                        words.append("; it kept the host from sleeping, times: ").append(aborted));
        return words.toString();
    }

    private static WakeVerdict verdict(
            DeviceReadings device, Support support, String reason, String remedy) {
        List<Evidence> evidence = new ArrayList<>(device.wakeSwitch().evidence());
        for (Reading<?> reading :
                List.of(
                        device.subsystem(),
                        device.driver(),
                        device.product(),
                        device.hardwareId(),
                        device.description(),
                        device.pciClass())) {
            if (reading instanceof Reading.Present<?>) {
                evidence.add(reading.evidence());
            }
        }
        return new WakeVerdict(
                kind(device),
                device.name(),
                DeviceTitle.of(device).orElse(""),
                support,
                support == Support.UNKNOWN ? Optional.empty() : device.wakeSwitch().enabled(),
                reason,
                remedy,
                evidence);
    }
}
