package dev.lungfish.inventory.node;

import dev.lungfish.inventory.smbios.SmbiosStructure;
import dev.lungfish.inventory.smbios.SmbiosTable;
import dev.lungfish.inventory.smbios.SmbiosWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// libvirt's document of the firmware's facts. libvirt runs dmidecode and searches its text; this
/// reads the structures themselves, and so does not confuse a missing value with that of the next
/// structure.
///
/// **Source:** libvirt 9.0 `src/util/virsysinfo.c`, `virSysinfoReadDMI()`, `virSysinfoFormat()`;
/// DMTF DSP0134 3.6, 7.1 to 7.5, 7.12 and 7.18.
final class Sysinfo {
    private static final int BIOS = 0;
    private static final int SYSTEM = 1;
    private static final int BASE_BOARD = 2;
    private static final int CHASSIS = 3;
    private static final int PROCESSOR = 4;
    private static final int OEM_STRINGS = 11;
    private static final int MEMORY_DEVICE = 17;
    private static final int NO_REVISION = 0xFF;

    private final SmbiosTable table;
    private final StringBuilder text = new StringBuilder("<sysinfo type='smbios'>\n");

    private Sysinfo(SmbiosTable table) {
        this.table = table;
    }

    static String document(SmbiosTable table) {
        Sysinfo sysinfo = new Sysinfo(table);
        int empty = sysinfo.text.length();
        table.ofType(BIOS).stream().limit(1).forEach(sysinfo::bios);
        table.ofType(SYSTEM).stream().limit(1).forEach(sysinfo::system);
        table.ofType(BASE_BOARD).forEach(sysinfo::baseBoard);
        table.ofType(CHASSIS).stream().limit(1).forEach(sysinfo::chassis);
        table.ofType(PROCESSOR).forEach(sysinfo::processor);
        table.ofType(MEMORY_DEVICE).forEach(sysinfo::memoryDevice);
        sysinfo.oemStrings();
        return sysinfo.text.length() == empty
                ? "<sysinfo type='smbios'/>\n"
                : sysinfo.text.append("</sysinfo>\n").toString();
    }

    private void bios(SmbiosStructure bios) {
        Entries entries = new Entries(bios, 0x12);
        entries.text("vendor", 0x04).text("version", 0x05).text("date", 0x08);
        if (bios.length() >= 0x18
                && bios.byteAt(0x14) != NO_REVISION
                && bios.byteAt(0x15) != NO_REVISION) {
            entries.add("release", bios.byteAt(0x14) + "." + bios.byteAt(0x15));
        }
        element("bios", entries);
    }

    private void system(SmbiosStructure system) {
        Entries entries = new Entries(system, 0x08).product();
        if (system.length() >= 0x19) {
            entries.add("uuid", SmbiosWords.uuid(system, table.version()));
        }
        if (system.length() >= 0x1B) {
            entries.text("sku", 0x19).text("family", 0x1A);
        }
        element("system", entries);
    }

    private void baseBoard(SmbiosStructure board) {
        Entries entries = new Entries(board, 0x08).product().text("asset", 0x08);
        if (board.length() >= 0x0E) {
            entries.text("location", 0x0A);
        }
        element("baseBoard", entries);
    }

    private void chassis(SmbiosStructure chassis) {
        Entries entries = new Entries(chassis, 0x09);
        entries.text("manufacturer", 0x04)
                .text("version", 0x06)
                .text("serial", 0x07)
                .text("asset", 0x08);
        if (chassis.length() >= 0x15) {
            // The SKU number comes after a list of elements: their number and length.
            entries.text("sku", 0x15 + chassis.byteAt(0x13) * chassis.byteAt(0x14));
        }
        element("chassis", entries);
    }

    private void processor(SmbiosStructure processor) {
        Entries entries = new Entries(processor, 0x1A);
        if (processor.length() >= 0x1A) {
            entries.text("socket_destination", 0x04)
                    .add("type", SmbiosWords.processorType(processor))
                    .add("family", SmbiosWords.processorFamily(processor, table.version()))
                    .text("manufacturer", 0x07)
                    .add("signature", SmbiosWords.processorSignature(processor))
                    .text("version", 0x10)
                    .add("external_clock", SmbiosWords.frequency(processor, 0x12))
                    .add("max_speed", SmbiosWords.frequency(processor, 0x14))
                    .add("status", SmbiosWords.processorStatus(processor));
        }
        if (processor.length() >= 0x23) {
            entries.text("serial_number", 0x20).text("part_number", 0x22);
        }
        element("processor", entries);
    }

    private void memoryDevice(SmbiosStructure memory) {
        if (memory.length() < 0x15 || SmbiosWords.memorySize(memory).isEmpty()) {
            return;
        }
        Entries entries = new Entries(memory, 0x15);
        entries.add("size", SmbiosWords.memorySize(memory))
                .add("form_factor", SmbiosWords.memoryFormFactor(memory))
                .text("locator", 0x10)
                .text("bank_locator", 0x11)
                .add("type", SmbiosWords.memoryType(memory))
                .add("type_detail", SmbiosWords.memoryTypeDetail(memory));
        if (memory.length() >= 0x17) {
            entries.add("speed", SmbiosWords.memorySpeed(memory));
        }
        if (memory.length() >= 0x1B) {
            entries.text("manufacturer", 0x17)
                    .text("serial_number", 0x18)
                    .text("part_number", 0x1A);
        }
        element("memory_device", entries);
    }

    /// libvirt asks dmidecode again for a string with a dot, which may mean an unprintable
    /// character, and includes the line end of the second answer.
    private void oemStrings() {
        List<SmbiosStructure> structures =
                table.ofType(OEM_STRINGS).stream().filter(oem -> oem.length() >= 0x05).toList();
        if (structures.isEmpty()) {
            return;
        }
        text.append("  <oemStrings>\n");
        structures.stream()
                .flatMap(oem -> IntStream.rangeClosed(1, oem.byteAt(0x04)).mapToObj(oem::text))
                .filter(string -> !string.isBlank())
                .map(string -> string.indexOf('.') < 0 ? string.stripTrailing() : string + "\n")
                .forEach(string -> {
                    text.append("    <entry>");
                    escape(string);
                    text.append("</entry>\n");
                });
        text.append("  </oemStrings>\n");
    }

    private void element(String name, Entries entries) {
        if (entries.values.isEmpty()) {
            return;
        }
        text.append("  <").append(name).append(">\n");
        entries.values.forEach((entry, value) -> {
            text.append("    <entry name='").append(entry).append("'>");
            escape(value);
            text.append("</entry>\n");
        });
        text.append("  </").append(name).append(">\n");
    }

    /// All characters of a structure's strings are printable.
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '\'' -> text.append("&apos;");
                case '"' -> text.append("&quot;");
                default -> text.append(c);
            }
        }
    }

    /// The entries of one element, in their order. Entries beyond the end of the structure, and
    /// blank ones, are left out.
    private static final class Entries {
        private final SmbiosStructure structure;
        private final boolean readable;
        private final Map<String, String> values = new LinkedHashMap<>();

        /// @param least the minimum length of a structure with entries
        Entries(SmbiosStructure structure, int least) {
            this.structure = structure;
            this.readable = structure.length() >= least;
        }

        /// The first entries of the system and its boards.
        Entries product() {
            return text("manufacturer", 0x04)
                    .text("product", 0x05)
                    .text("version", 0x06)
                    .text("serial", 0x07);
        }

        Entries text(String name, int offset) {
            return readable && offset < structure.length()
                    ? add(name, structure.textAt(offset))
                    : this;
        }

        Entries add(String name, String value) {
            if (!value.isBlank()) {
                values.put(name, value.stripTrailing());
            }
            return this;
        }
    }
}
