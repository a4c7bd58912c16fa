package dev.lungfish.inventory.smbios;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The structures of the firmware's table, in their order.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-firmware-dmi-tables`; DMTF DSP0134 3.6, 6.1.
///
/// @param version of SMBIOS: major and minor, such as 0x0206
public record SmbiosTable(int version, List<SmbiosStructure> structures) {
    private static final String FOLDER = "/sys/firmware/dmi/tables/";
    private static final String ENTRY_POINT = FOLDER + "smbios_entry_point";
    private static final String TABLE = FOLDER + "DMI";

    private static final int ENTRY_POINT_LIMIT_BYTES = 256;
    private static final int TABLE_LIMIT_BYTES = 4 << 20;
    private static final int HEADER_BYTES = 4;
    private static final int END_OF_TABLE = 127;

    public SmbiosTable {
        structures = List.copyOf(structures);
    }

    /// Absent if the firmware has none; denied to all except root. A truncated table has the
    /// structures before the cut.
    public static Reading<SmbiosTable> read(HostTree tree) {
        return switch (tree.bytes(ENTRY_POINT, ENTRY_POINT_LIMIT_BYTES)
                .map(SmbiosEntryPoint::parse)) {
            case Reading.Present<SmbiosEntryPoint>(_, SmbiosEntryPoint entry, _) ->
                    tree.bytes(TABLE, TABLE_LIMIT_BYTES).map(table -> parse(entry, table));
            case Reading.Absent<SmbiosEntryPoint>(String source) -> new Reading.Absent<>(source);
            case Reading<SmbiosEntryPoint> broken -> broken.map(_ -> new SmbiosTable(0, List.of()));
        };
    }

    /// The structures of one type.
    public List<SmbiosStructure> ofType(int type) {
        return structures.stream().filter(structure -> structure.type() == type).toList();
    }

    private static SmbiosTable parse(SmbiosEntryPoint entry, byte[] table) {
        int end = Math.min(table.length, Math.max(0, entry.tableBytes()));
        List<SmbiosStructure> structures = new ArrayList<>();
        int at = 0;
        while (at + HEADER_BYTES <= end && structures.size() < entry.structures()) {
            int type = table[at] & 0xFF;
            int length = table[at + 1] & 0xFF;
            int strings = at + length;
            int next = endOfStrings(table, strings, end);
            if (length < HEADER_BYTES || next < 0) {
                break;
            }
            structures.add(
                    new SmbiosStructure(
                            type,
                            Arrays.copyOfRange(table, at, strings),
                            strings(table, strings, next)));
            if (type == END_OF_TABLE) {
                break;
            }
            at = next;
        }
        return new SmbiosTable(entry.version(), structures);
    }

    /// The position after the two zeros that end the strings of a structure; negative if there are
    /// none.
    private static int endOfStrings(byte[] table, int from, int end) {
        for (int i = from; i + 1 < end; i++) {
            if (table[i] == 0 && table[i + 1] == 0) {
                return i + 2;
            }
        }
        return -1;
    }

    private static List<String> strings(byte[] table, int from, int next) {
        List<String> strings = new ArrayList<>();
        int start = from;
        for (int i = from; i < next - 1; i++) {
            if (table[i] == 0) {
                if (i > start) {
                    strings.add(new String(table, start, i - start, StandardCharsets.ISO_8859_1));
                }
                start = i + 1;
            }
        }
        return strings;
    }
}
