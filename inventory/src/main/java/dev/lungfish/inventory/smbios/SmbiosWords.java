package dev.lungfish.inventory.smbios;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Numbers of structures as text: processors (type 4), memory (type 17) and the system's UUID.
///
/// **Source:** DMTF DSP0134 3.6, 7.2.1, 7.5 and 7.18, in the spelling that dmidecode 3.4 prints.
public final class SmbiosWords {
    static final String OUT_OF_SPECIFICATION = "<OUT OF SPEC>";

    private static final String UNKNOWN = "Unknown";

    private static final List<String> PROCESSOR_TYPES =
            List.of(
                    "Other",
                    UNKNOWN,
                    "Central Processor",
                    "Math Processor",
                    "DSP Processor",
                    "Video Processor");

    private static final List<String> PROCESSOR_STATUSES =
            List.of(
                    UNKNOWN,
                    "Enabled",
                    "Disabled By User",
                    "Disabled By BIOS",
                    "Idle",
                    OUT_OF_SPECIFICATION,
                    OUT_OF_SPECIFICATION,
                    "Other");

    private static final List<String> FORM_FACTORS =
            List.of(
                    "Other",
                    UNKNOWN,
                    "SIMM",
                    "SIP",
                    "Chip",
                    "DIP",
                    "ZIP",
                    "Proprietary Card",
                    "DIMM",
                    "TSOP",
                    "Row Of Chips",
                    "RIMM",
                    "SODIMM",
                    "SRIMM",
                    "FB-DIMM",
                    "Die");

    private static final List<String> MEMORY_TYPES =
            List.of(
                    "Other",
                    UNKNOWN,
                    "DRAM",
                    "EDRAM",
                    "VRAM",
                    "SRAM",
                    "RAM",
                    "ROM",
                    "Flash",
                    "EEPROM",
                    "FEPROM",
                    "EPROM",
                    "CDRAM",
                    "3DRAM",
                    "SDRAM",
                    "SGRAM",
                    "RDRAM",
                    "DDR",
                    "DDR2",
                    "DDR2 FB-DIMM",
                    "Reserved",
                    "Reserved",
                    "Reserved",
                    "DDR3",
                    "FBD2",
                    "DDR4",
                    "LPDDR",
                    "LPDDR2",
                    "LPDDR3",
                    "LPDDR4",
                    "Logical non-volatile device",
                    "HBM",
                    "HBM2",
                    "DDR5",
                    "LPDDR5");

    /// By the number of the bit; bit 0 is reserved.
    private static final List<String> MEMORY_DETAILS =
            List.of(
                    "Other",
                    UNKNOWN,
                    "Fast-paged",
                    "Static Column",
                    "Pseudo-static",
                    "RAMBus",
                    "Synchronous",
                    "CMOS",
                    "EDO",
                    "Window DRAM",
                    "Cache DRAM",
                    "Non-Volatile",
                    "Registered (Buffered)",
                    "Unbuffered (Unregistered)",
                    "LRDIMM");

    private static final int EXTENDED_FAMILY = 0xFE;
    private static final int POPULATED = 0x40;
    private static final int STATUS = 0x07;
    private static final int IN_KILOBYTES = 0x8000;
    private static final int NOT_KNOWN = 0xFFFF;
    private static final int EXTENDED_SIZE = 0x7FFF;

    private SmbiosWords() {}

    /// Of structure type 1 with a UUID.
    ///
    /// @param version of SMBIOS: from 2.6 on the first three groups are little-endian
    public static String uuid(SmbiosStructure system, int version) {
        int[] bytes = IntStream.range(0x08, 0x18).map(system::byteAt).toArray();
        if (IntStream.of(bytes).allMatch(b -> b == 0xFF)) {
            return "Not Present";
        }
        if (IntStream.of(bytes).allMatch(b -> b == 0)) {
            return "Not Settable";
        }
        int[] order =
                version >= 0x0206
                        ? new int[] {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15}
                        : IntStream.range(0, bytes.length).toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < order.length; i++) {
            text.append(i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "")
                    .append(String.format("%02x", bytes[order[i]]));
        }
        return text.toString();
    }

    public static String processorType(SmbiosStructure processor) {
        return word(PROCESSOR_TYPES, processor.byteAt(0x05) - 1);
    }

    /// The family, which may have an extended number.
    ///
    /// @param version of SMBIOS
    public static String processorFamily(SmbiosStructure processor, int version) {
        return ProcessorFamily.name(family(processor), processor.textAt(0x07), version);
    }

    /// The signature of the processor; empty if its family has none.
    public static String processorSignature(SmbiosStructure processor) {
        return ProcessorSignature.text(
                family(processor), (int) processor.doubleWordAt(0x08), processor.textAt(0x10));
    }

    private static int family(SmbiosStructure processor) {
        int number = processor.byteAt(0x06);
        return number == EXTENDED_FAMILY && processor.length() >= 0x2A
                ? processor.wordAt(0x28)
                : number;
    }

    public static String processorStatus(SmbiosStructure processor) {
        int status = processor.byteAt(0x18);
        return (status & POPULATED) == 0
                ? "Unpopulated"
                : "Populated, " + PROCESSOR_STATUSES.get(status & STATUS);
    }

    /// A frequency in MHz at an offset.
    public static String frequency(SmbiosStructure processor, int offset) {
        int megahertz = processor.wordAt(offset);
        return megahertz == 0 ? UNKNOWN : megahertz + " MHz";
    }

    /// Empty if the slot holds no module.
    public static String memorySize(SmbiosStructure memory) {
        int size = memory.wordAt(0x0C);
        if (size == EXTENDED_SIZE && memory.length() >= 0x20) {
            return extendedSize(memory.doubleWordAt(0x1C) & 0x7FFF_FFFFL);
        }
        if (size == NOT_KNOWN) {
            return UNKNOWN;
        }
        if (size == 0) {
            return "";
        }
        long kilobytes = (size & IN_KILOBYTES) == 0 ? (long) size << 10 : size & EXTENDED_SIZE;
        if (kilobytes == 0 || kilobytes % 1024 != 0) {
            return kilobytes + " kB";
        }
        return kilobytes % (1 << 20) == 0 ? (kilobytes >> 20) + " GB" : (kilobytes >> 10) + " MB";
    }

    private static String extendedSize(long megabytes) {
        if (megabytes % 1024 != 0) {
            return megabytes + " MB";
        }
        return megabytes % (1 << 20) == 0 ? (megabytes >> 20) + " TB" : (megabytes >> 10) + " GB";
    }

    public static String memoryFormFactor(SmbiosStructure memory) {
        return word(FORM_FACTORS, memory.byteAt(0x0E) - 1);
    }

    public static String memoryType(SmbiosStructure memory) {
        return word(MEMORY_TYPES, memory.byteAt(0x12) - 1);
    }

    public static String memoryTypeDetail(SmbiosStructure memory) {
        int bits = memory.wordAt(0x13) >> 1;
        return bits == 0
                ? "None"
                : IntStream.range(0, MEMORY_DETAILS.size())
                        .filter(bit -> (bits >> bit & 1) != 0)
                        .mapToObj(MEMORY_DETAILS::get)
                        .collect(Collectors.joining(" "));
    }

    /// The rated speed, of a structure that has one.
    public static String memorySpeed(SmbiosStructure memory) {
        int speed = memory.wordAt(0x15);
        long transfers =
                speed != NOT_KNOWN
                        ? speed
                        : memory.length() >= 0x5C ? memory.doubleWordAt(0x54) : 0;
        return transfers == 0 ? UNKNOWN : transfers + " MT/s";
    }

    private static String word(List<String> words, int place) {
        return place >= 0 && place < words.size() ? words.get(place) : OUT_OF_SPECIFICATION;
    }
}
