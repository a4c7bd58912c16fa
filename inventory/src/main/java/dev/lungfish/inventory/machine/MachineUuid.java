package dev.lungfish.inventory.machine;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// The UUID of a machine.
public final class MachineUuid {
    /// In libvirt's order.
    private static final List<String> FIRMWARE =
            List.of("/sys/devices/virtual/dmi/id/product_uuid", "/sys/class/dmi/id/product_uuid");

    private static final String MACHINE_ID = "/etc/machine-id";

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern MACHINE_ID_FORM = Pattern.compile("[0-9a-f]{32}");

    /// Distinguishes our UUID from those that others derive from the same machine-id.
    private static final String PURPOSE = "dev.lungfish host uuid 1:";

    private MachineUuid() {}

    /// The firmware's, if it is valid; else one derived from `/etc/machine-id`, the same at each
    /// boot. Denied if the firmware has one that only root may read: with a derived one, one
    /// machine would look like two.
    ///
    /// **Source:** libvirt 9.0 `src/util/viruuid.c`, `virSetHostUUIDStr()`; machine-id(5), which
    /// asks not to show the machine-id itself.
    public static Reading<UUID> read(HostTree tree) {
        for (String path : FIRMWARE) {
            Reading<UUID> firmware = tree.line(path).map(MachineUuid::valid);
            if (firmware instanceof Reading.Present<UUID> || firmware instanceof Reading.Denied) {
                return firmware;
            }
        }
        return tree.line(MACHINE_ID).map(MachineUuid::derived);
    }

    /// libvirt takes any whose bytes are not all equal, as some firmware leaves them.
    private static UUID valid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a UUID expected, found " + HostTree.quote(text));
        }
        UUID uuid = UUID.fromString(text);
        long repeated = (uuid.getMostSignificantBits() & 0xFF) * 0x0101_0101_0101_0101L;
        if (uuid.getMostSignificantBits() == repeated
                && uuid.getLeastSignificantBits() == repeated) {
            throw new IllegalArgumentException("a UUID of equal bytes identifies nothing");
        }
        return uuid;
    }

    /// **Source:** RFC 9562 section 5.8, UUID version 8.
    private static UUID derived(String machineId) {
        if (!MACHINE_ID_FORM.matcher(machineId).matches()) {
            throw new IllegalArgumentException(
                    "32 hexadecimal digits expected, found " + HostTree.quote(machineId));
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((PURPOSE + machineId).getBytes(StandardCharsets.US_ASCII));
            ByteBuffer bits = ByteBuffer.wrap(digest);
            long most = (bits.getLong() & ~0xF000L) | 0x8000L;
            long least = (bits.getLong() & ~(0b11L << 62)) | (0b10L << 62);
            return new UUID(most, least);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
