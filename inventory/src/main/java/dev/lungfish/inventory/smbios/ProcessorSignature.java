package dev.lungfish.inventory.smbios;

import java.util.List;
import java.util.stream.Stream;

/// The signature of a processor, as text. The meaning of the field depends on the family.
///
/// **Source:** DMTF DSP0134 3.6, 7.5.3, for the families; the spelling of dmidecode 3.4, and its
/// method to decide by the version whether a processor of unknown family has CPUID.
final class ProcessorSignature {
    private static final List<Range> INTEL =
            List.of(
                    new Range(0x0B, 0x15),
                    new Range(0x28, 0x2F),
                    new Range(0xA1, 0xB3),
                    new Range(0xB5, 0xB5),
                    new Range(0xB9, 0xC7),
                    new Range(0xCD, 0xCF),
                    new Range(0xD2, 0xDB),
                    new Range(0xDD, 0xE0));

    private static final List<Range> AMD =
            List.of(
                    new Range(0x18, 0x1D),
                    new Range(0x1F, 0x1F),
                    new Range(0x38, 0x3F),
                    new Range(0x46, 0x4F),
                    new Range(0x66, 0x6B),
                    new Range(0x83, 0x8F),
                    new Range(0xB6, 0xB7),
                    new Range(0xE4, 0xEF));

    private static final List<Range> ARM =
            List.of(new Range(0x100, 0x101), new Range(0x118, 0x119));

    private static final int OTHER = 1;
    private static final int UNKNOWN = 2;
    private static final int I386 = 5;
    private static final int I486 = 6;

    private ProcessorSignature() {}

    private record Range(int first, int last) {
        boolean contains(int family) {
            return family >= first && family <= last;
        }
    }

    /// Empty if the family has no signature.
    static String text(int family, int signature, String version) {
        if (family == I386) {
            return "Type %d, Family %d, Major Stepping %d, Minor Stepping %d"
                    .formatted(
                            signature >> 12 & 0xF,
                            signature >> 8 & 0xF,
                            signature >> 4 & 0xF,
                            signature & 0xF);
        }
        if (family == I486) {
            return "Type %d, Family %d, Model %d, Stepping %d"
                    .formatted(
                            signature >> 12 & 0x3,
                            signature >> 8 & 0xF,
                            signature >> 4 & 0xF,
                            signature & 0xF);
        }
        boolean nameless = family == OTHER || family == UNKNOWN;
        if (in(INTEL, family) || (nameless && isIntel(version))) {
            return intel(signature);
        }
        if (in(AMD, family) || (nameless && isAmd(version))) {
            return amd(signature);
        }
        return in(ARM, family) ? arm(signature) : "";
    }

    private static String intel(int signature) {
        return "Type %d, Family %d, Model %d, Stepping %d"
                .formatted(
                        signature >> 12 & 0x3,
                        (signature >> 20 & 0xFF) + (signature >> 8 & 0xF),
                        (signature >> 12 & 0xF0) + (signature >> 4 & 0xF),
                        signature & 0xF);
    }

    private static String amd(int signature) {
        boolean extended = (signature >> 8 & 0xF) == 0xF;
        return "Family %d, Model %d, Stepping %d"
                .formatted(
                        (signature >> 8 & 0xF) + (extended ? signature >> 20 & 0xFF : 0),
                        (signature >> 4 & 0xF) | (extended ? signature >> 12 & 0xF0 : 0),
                        signature & 0xF);
    }

    private static String arm(int signature) {
        return "Implementor 0x%02x, Variant 0x%x, Architecture %d, Part 0x%03x, Revision %d"
                .formatted(
                        signature >> 24 & 0xFF,
                        signature >> 20 & 0xF,
                        signature >> 16 & 0xF,
                        signature >> 4 & 0xFFF,
                        signature & 0xF);
    }

    private static boolean in(List<Range> ranges, int family) {
        return ranges.stream().anyMatch(range -> range.contains(family));
    }

    private static boolean isIntel(String version) {
        return version.equals("Genuine Intel(R) CPU U1400")
                || Stream.of("Pentium III MMX", "Intel(R) Core(TM)2", "Intel(R) Pentium(R)")
                        .anyMatch(version::startsWith);
    }

    private static boolean isAmd(String version) {
        return Stream.of("AMD Athlon(TM)", "AMD Opteron(tm)", "Dual-Core AMD Opteron(tm)")
                .anyMatch(version::startsWith);
    }
}
