package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.procedure.request.WayBack;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// What a test of an RTC, and a proof of a way back, hold for. Where one of these changes, they
/// must be repeated.
///
/// @param kernel the release of the kernel
/// @param firmware maker, version and date of the firmware; `unknown` where the host does not say
/// @param way which way back the device is
/// @param device its name with its driver and what it sits on: `rtc0 rtc_cmos 00:04`, `eth0 e1000e
///   0000:00:19.0`
/// @param commandLine what the kernel was started with, where drivers, sleep modes and the place of
///   the image are chosen, as a hash: `sha256:` and 64 digits. A text, as version 0.1.0 kept it, is
///   hashed, so that old ones compare with new ones. It may have secrets, and everybody may read
///   what is kept. Empty where the host does not say
public record Fingerprint(
        String kernel, String firmware, WayBack way, String device, String commandLine) {

    private static final String HASHED = "sha256:";
    private static final Pattern HASH = Pattern.compile(HASHED + "[0-9a-f]{64}");

    public Fingerprint {
        commandLine = hashed(commandLine);
    }

    private static String hashed(String text) {
        if (text.isEmpty() || HASH.matcher(text).matches()) {
            return text;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(text));
            return HASHED.concat(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        byte[] bytes = new byte[text.length() * Character.BYTES];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }

    /// That of an RTC.
    public Fingerprint(String kernel, String firmware, String rtc, String commandLine) {
        this(kernel, firmware, WayBack.RTC, rtc, commandLine);
    }

    /// Of a host of which nothing else is known.
    public static Fingerprint unknown(String rtc) {
        return new Fingerprint("unknown", "unknown", rtc, "");
    }

    /// The name of the device: `rtc0`.
    public String deviceName() {
        return device.split(" ", 2)[0];
    }

    /// What is another one in a later fingerprint.
    List<ProofReason.Change> changesTo(Fingerprint later) {
        List<ProofReason.Change> changes = new ArrayList<>();
        if (!kernel.equals(later.kernel)) {
            changes.add(new ProofReason.KernelChanged(kernel, later.kernel));
        }
        if (!firmware.equals(later.firmware)) {
            changes.add(new ProofReason.FirmwareChanged(firmware, later.firmware));
        }
        if (!device.equals(later.device)) {
            changes.add(
                    switch (way) {
                        case RTC -> new ProofReason.RtcChanged(device, later.device);
                        case WAKE_ON_LAN -> new ProofReason.CardChanged(device, later.device);
                    });
        }
        if (!commandLine.equals(later.commandLine)) {
            changes.add(new ProofReason.CommandLineChanged(commandLine, later.commandLine));
        }
        return changes;
    }
}
