package dev.lungfish.core.wake;

import java.util.Locale;

/// What a wake device is.
public enum WakeKind {
    RTC,
    NETWORK,
    USB,
    PCI,
    /// Buttons, lids, serial ports and whatever else hangs on the board itself.
    PLATFORM,
    OTHER;

    /// The spelling in JSON and on the screen: `rtc`, `network`, `usb`, `pci`, `platform`, `other`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
