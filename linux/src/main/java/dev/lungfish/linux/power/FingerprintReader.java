package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the fingerprint for which a test of an RTC or a proof of a way back is valid.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-firmware-dmi-entries` and
/// `drivers/firmware/dmi-id.c` for the firmware; `Documentation/filesystems/proc.rst`.
public final class FingerprintReader {
    private static final String UNKNOWN = "unknown";
    private static final String RELEASE = "/proc/sys/kernel/osrelease";
    private static final String COMMAND_LINE = "/proc/cmdline";
    private static final String VERSION = "/proc/version";
    private static final String IDENTITY = "/sys/class/dmi/id/";

    private final HostTree tree;

    public FingerprintReader(HostTree tree) {
        this.tree = tree;
    }

    /// Of an RTC.
    public Fingerprint read(RtcReadings rtc) {
        return read(
                WayBack.RTC,
                rtc.name() + rtc.driver().toOptional().map(line -> " " + line).orElse(""));
    }

    /// Of a NIC.
    ///
    /// @param device the name of the device behind the interface; empty if unknown
    public Fingerprint read(NetworkReadings card, Optional<String> device) {
        return read(
                WayBack.WAKE_ON_LAN,
                card.name()
                        + card.driver().toOptional().map(driver -> " " + driver).orElse("")
                        + device.map(name -> " " + name).orElse(""));
    }

    private Fingerprint read(WayBack way, String device) {
        return new Fingerprint(
                kernel(),
                firmware(),
                way,
                device,
                said(tree.line(COMMAND_LINE)).map(String::strip).orElse(""));
    }

    private String kernel() {
        return said(tree.line(RELEASE)).or(() -> said(tree.line(VERSION))).orElse(UNKNOWN);
    }

    private String firmware() {
        String firmware =
                Stream.of("bios_vendor", "bios_version", "bios_date", "product_name")
                        .map(name -> said(tree.line(IDENTITY + name)))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" "));
        return firmware.isEmpty() ? UNKNOWN : firmware;
    }

    private static Optional<String> said(Reading<String> line) {
        return line.toOptional().filter(text -> !text.isEmpty());
    }
}
