package dev.lungfish.core.wake;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What a wake device is.
public enum WakeKind implements Spelled {
    RTC,
    NETWORK,
    USB,
    PCI,
    /// Buttons, lids, serial ports and whatever else hangs on the board itself.
    PLATFORM,
    OTHER;

    /// The spelling in JSON and on the screen: `rtc`, `network`, `usb`, `pci`, `platform`, `other`.
    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
