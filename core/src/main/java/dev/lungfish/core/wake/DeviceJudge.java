package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
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
}
