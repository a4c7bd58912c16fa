package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether one device can wake the host, whether it is allowed to at the moment, and why that is
/// believed.
///
/// @param name the kernel's name of the device: `rtc0`, `eth0`, `0000:00:14.0`
/// @param title what people call it: `power button`; empty where nobody calls it anything
/// @param support whether the device can wake the host at all
/// @param enabled whether it would wake the host as it is set now; empty where that is not known
/// @param evidence what the verdict rests on, in the order in which it was weighed
public record WakeVerdict(
        WakeKind kind,
        String name,
        String title,
        Support support,
        Optional<Boolean> enabled,
        Reason reason,
        List<Evidence> evidence) {
    public WakeVerdict {
        evidence = List.copyOf(evidence);
    }

    /// A verdict on what has no name but the kernel's.
    WakeVerdict(
            WakeKind kind,
            String name,
            Support support,
            Optional<Boolean> enabled,
            Reason reason,
            List<Evidence> evidence) {
        this(kind, name, "", support, enabled, reason, evidence);
    }

    /// What a wake device is.
    public enum WakeKind implements Spelled {
        RTC,
        NETWORK,
        USB,
        PCI,
        /// Buttons, lids, serial ports and whatever else hangs on the board itself.
        PLATFORM,
        OTHER;

        /// The spelling in JSON and on the screen: `rtc`, `network`, `usb`, `pci`, `platform`,
        /// `other`.
        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
