package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;

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
