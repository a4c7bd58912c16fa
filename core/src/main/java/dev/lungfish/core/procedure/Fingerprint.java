package dev.lungfish.core.procedure;

import java.util.ArrayList;
import java.util.List;

/// What a test of an RTC, and a proof of a way back, hold for. Where one of these changes, they
/// must be repeated.
///
/// @param kernel the release of the kernel
/// @param firmware maker, version and date of the firmware; `unknown` where the host does not say
/// @param way which way back the device is
/// @param device its name with its driver and what it sits on: `rtc0 rtc_cmos 00:04`, `eth0 e1000e
///   0000:00:19.0`
/// @param commandLine what the kernel was started with, where drivers, sleep modes and the place of
///   the image are chosen; empty where the host does not say
public record Fingerprint(
        String kernel, String firmware, WayBack way, String device, String commandLine) {

    /// That of an RTC.
    public Fingerprint(String kernel, String firmware, String rtc, String commandLine) {
        this(kernel, firmware, WayBack.RTC, rtc, commandLine);
    }

    /// Of a host of which nothing else is known.
    static Fingerprint unknown(String rtc) {
        return new Fingerprint("unknown", "unknown", rtc, "");
    }

    /// The name of the device: `rtc0`.
    public String deviceName() {
        return device.split(" ", 2)[0];
    }

    /// What is another one in a later fingerprint, a sentence each.
    List<String> changesTo(Fingerprint later) {
        List<String> changes = new ArrayList<>();
        note(changes, "the kernel", kernel, later.kernel);
        note(changes, "the firmware", firmware, later.firmware);
        note(changes, deviceInWords(), device, later.device);
        note(changes, "the kernel's command line", commandLine, later.commandLine);
        return changes;
    }

    private String deviceInWords() {
        return switch (way) {
            case RTC -> "the RTC";
            case WAKE_ON_LAN -> "the network card";
        };
    }

    private static void note(List<String> changes, String what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(what + " has changed from '" + before + "' to '" + after + "'");
        }
    }
}
