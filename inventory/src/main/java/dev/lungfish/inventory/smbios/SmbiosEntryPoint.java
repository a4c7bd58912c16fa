package dev.lungfish.inventory.smbios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The entry point of the tables: their version and size.
///
/// **Source:** DMTF DSP0134 3.6 (SMBIOS), 5.2.1 and 5.2.2.
///
/// @param version major and minor, such as 0x0206
/// @param tableBytes the maximum size of the table
/// @param structures the maximum number of structures; without one, as from version 3 on, only the
///   last structure ends the table
record SmbiosEntryPoint(int version, int tableBytes, int structures) {
    private static final int LENGTH_LIMIT = 0x20;

    /// @throws IllegalArgumentException if it is none, with the problem as text
    static SmbiosEntryPoint parse(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (begins(content, "_SM3_") && content.length >= 0x18) {
            check(content, bytes.get(0x06));
            int version = (bytes.get(0x07) & 0xFF) << 8 | (bytes.get(0x08) & 0xFF);
            return new SmbiosEntryPoint(version, bytes.getInt(0x0C), Integer.MAX_VALUE);
        }
        if (begins(content, "_SM_") && content.length >= 0x1F) {
            check(content, bytes.get(0x05));
            return new SmbiosEntryPoint(
                    corrected((bytes.get(0x06) & 0xFF) << 8 | (bytes.get(0x07) & 0xFF)),
                    bytes.getShort(0x16) & 0xFFFF,
                    bytes.getShort(0x1C) & 0xFFFF);
        }
        throw new IllegalArgumentException("no entry point of SMBIOS 2.1 or later");
    }

    /// Versions that do not exist but that some firmware reports.
    private static int corrected(int version) {
        return switch (version) {
            case 0x021F, 0x0221 -> 0x0203;
            case 0x0233 -> 0x0206;
            default -> version;
        };
    }

    private static boolean begins(byte[] content, String anchor) {
        byte[] expected = anchor.getBytes(StandardCharsets.US_ASCII);
        return content.length >= expected.length
                && java.util.Arrays.equals(
                        content, 0, expected.length, expected, 0, expected.length);
    }

    private static void check(byte[] content, byte length) {
        if (length > content.length || length < 1 || length > LENGTH_LIMIT) {
            throw new IllegalArgumentException("an entry point of " + length + " bytes");
        }
        byte sum = 0;
        for (int i = 0; i < length; i++) {
            sum += content[i];
        }
        if (sum != 0) {
            throw new IllegalArgumentException("an entry point whose checksum is wrong");
        }
    }
}
