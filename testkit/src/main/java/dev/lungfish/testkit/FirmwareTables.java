package dev.lungfish.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Tables of SMBIOS for a host's files, built structure by structure. Not safe for use by several
/// threads.
///
/// **Source:** DMTF DSP0134 3.6, 5.2 and 6.1.
public final class FirmwareTables {
    private static final int HEADER_BYTES = 4;
    private static final int ENTRY_POINT_BYTES = 0x18;
    private static final int OLD_ENTRY_POINT_BYTES = 0x1F;
    private static final int END_OF_TABLE = 127;

    private final int major;
    private final int minor;
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private int structures;

    private FirmwareTables(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /// Tables of a version: its major part decides the form of the entry point.
    public static FirmwareTables ofVersion(int major, int minor) {
        return new FirmwareTables(major, minor);
    }

    /// Adds a structure.
    ///
    /// @param formatted what follows its header of four bytes; each number is one byte
    public FirmwareTables structure(int type, int[] formatted, String... strings) {
        table.write(type);
        table.write(HEADER_BYTES + formatted.length);
        table.write(structures & 0xFF);
        table.write(structures >> 8);
        for (int value : formatted) {
            table.write(value);
        }
        for (String string : strings) {
            table.writeBytes(string.getBytes(StandardCharsets.ISO_8859_1));
            table.write(0);
        }
        if (strings.length == 0) {
            table.write(0);
        }
        table.write(0);
        structures++;
        return this;
    }

    /// Ends the table and writes it, and gives the host back.
    public HostFiles writeTo(HostFiles host) {
        structure(END_OF_TABLE, new int[0]);
        return host.file("/sys/firmware/dmi/tables/DMI", table.toByteArray())
                .file("/sys/firmware/dmi/tables/smbios_entry_point", entryPoint());
    }

    private byte[] entryPoint() {
        ByteBuffer bytes =
                ByteBuffer.allocate(major >= 3 ? ENTRY_POINT_BYTES : OLD_ENTRY_POINT_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        if (major >= 3) {
            bytes.put(ascii("_SM3_")).put((byte) 0).put((byte) ENTRY_POINT_BYTES);
            bytes.put((byte) major).put((byte) minor).put((byte) 0).put((byte) 1).put((byte) 0);
            bytes.putInt(table.size());
            bytes.put(5, checksum(bytes, 0, ENTRY_POINT_BYTES));
            return bytes.array();
        }
        bytes.put(ascii("_SM_")).put((byte) 0).put((byte) OLD_ENTRY_POINT_BYTES);
        bytes.put((byte) major).put((byte) minor);
        bytes.put(0x10, ascii("_DMI_"));
        bytes.putShort(0x16, (short) table.size()).putShort(0x1C, (short) structures);
        bytes.put(0x15, checksum(bytes, 0x10, OLD_ENTRY_POINT_BYTES));
        bytes.put(4, checksum(bytes, 0, OLD_ENTRY_POINT_BYTES));
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// What makes the sum of the bytes zero.
    private static byte checksum(ByteBuffer bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes.get(i);
        }
        return (byte) -sum;
    }
}
