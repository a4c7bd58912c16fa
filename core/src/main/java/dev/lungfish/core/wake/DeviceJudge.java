package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges whether a device with a wake switch can wake the host: the kernel shows a switch only
/// where it can.
public final class DeviceJudge {
    private DeviceJudge() {}

    public static WakeVerdict judge(DeviceReadings device) {
        WakeSwitch wakeSwitch = device.wakeSwitch();
        Reading<WakeSetting> setting = wakeSwitch.setting();
        String file = setting.source();
        Optional<String> title = DeviceTitle.of(device);
        Optional<String> driver = device.driver().toOptional();
        if (!(setting instanceof Reading.Present<WakeSetting>(_, WakeSetting value, _))) {
            return verdict(
                    device,
                    Support.UNKNOWN,
                    new DeviceReason.DeviceNotRead(title, driver, file, SourceReason.of(setting)));
        }
        return switch (value) {
            case ENABLED ->
                    verdict(
                            device,
                            Support.SUPPORTED,
                            new DeviceReason.DeviceMayWake(
                                    title,
                                    driver,
                                    wakeSwitch.counts().events().toOptional(),
                                    wakeSwitch
                                            .counts()
                                            .aborted()
                                            .toOptional()
                                            .filter(aborted -> aborted > 0)));
            case DISABLED ->
                    verdict(
                            device,
                            Support.SUPPORTED,
                            new DeviceReason.DeviceMayNotWake(title, driver, file));
            case NOT_CAPABLE ->
                    verdict(
                            device,
                            Support.UNSUPPORTED,
                            new DeviceReason.DeviceCannotWake(title, driver, file));
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
                new DeviceReason.DevicesNotSearched(searched.source(), searched.value()),
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

    private static WakeVerdict verdict(DeviceReadings device, Support support, Reason reason) {
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
                evidence);
    }

    /// Why a device with a wake switch can or can't wake the host. `title` and `driver` are the
    /// device's, `file` is its wake switch.
    public sealed interface DeviceReason extends Reason {
        /// The reason `device-may-wake`.
        ///
        /// @param events how often it signalled since boot
        /// @param aborted how often it kept the host from sleeping
        record DeviceMayWake(
                Optional<String> title,
                Optional<String> driver,
                Optional<Long> events,
                Optional<Long> aborted)
                implements DeviceReason {}

        record DeviceMayNotWake(Optional<String> title, Optional<String> driver, String file)
                implements DeviceReason {}

        record DeviceCannotWake(Optional<String> title, Optional<String> driver, String file)
                implements DeviceReason {}

        record DeviceNotRead(
                Optional<String> title, Optional<String> driver, String file, SourceReason cause)
                implements DeviceReason {}

        record DevicesNotSearched(String folder, String problem) implements DeviceReason {}
    }

    /// All that was read of a device with a wake switch that is neither RTC nor network interface.
    ///
    /// @param name the kernel's name: `0000:00:14.0`, `1-1`, `PNP0C0D:00`
    /// @param subsystem the bus or class that it belongs to: `pci`, `usb`, `acpi`
    /// @param product what a USB device calls itself
    /// @param hardwareId the ACPI or PNP identifier: `PNP0C0D`
    /// @param description what the driver of a keyboard or mouse port calls it
    /// @param pciClass the PCI class code, `0x0c0330` for a USB controller of the xHCI kind
    public record DeviceReadings(
            String name,
            Reading<String> subsystem,
            Reading<String> driver,
            Reading<String> product,
            Reading<String> hardwareId,
            Reading<String> description,
            Reading<String> pciClass,
            WakeSwitch wakeSwitch) {}
}
