package dev.lungfish.inventory.cpu;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The entry of the first processor in `/proc/cpuinfo`, and what stands there for all of them. Each
/// architecture has its own keys, and its own order: LoongArch begins with the system, POWER ends
/// with it, and ARM before Linux 3.8 has the features of all processors after the last one. A
/// missing key has no value.
///
/// **Source:** Linux `arch/x86/kernel/cpu/proc.c`, `arch/arm64/kernel/cpuinfo.c`,
/// `arch/arm/kernel/setup.c`, `arch/powerpc/kernel/setup-common.c`, `arch/s390/kernel/processor.c`,
/// `arch/riscv/kernel/cpu.c`, `arch/loongarch/kernel/proc.c`.
public final class CpuInfo {
    private static final String SOURCE = "/proc/cpuinfo";
    private static final String PROCESSOR = "processor";

    private final Map<String, String> fields;

    private CpuInfo(Map<String, String> fields) {
        this.fields = fields;
    }

    /// Malformed if the file has no line of the form `key : value`.
    public static Reading<CpuInfo> read(HostTree tree) {
        return tree.text(SOURCE).map(CpuInfo::parse);
    }

    private static CpuInfo parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String paragraph : text.split("\n[ \t]*\n", -1)) {
            Map<String, String> found = paragraph(paragraph);
            if (!found.containsKey(PROCESSOR) || !fields.containsKey(PROCESSOR)) {
                found.forEach(fields::putIfAbsent);
            }
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("no line of the form 'word : value'");
        }
        return new CpuInfo(fields);
    }

    private static Map<String, String> paragraph(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /// The value of a key, such as `vendor_id`.
    public Optional<String> field(String word) {
        return Optional.ofNullable(fields.get(word));
    }

    /// The features as the kernel names them: `flags` of x86, `Features` of ARM; none elsewhere.
    public List<String> flags() {
        return field("flags")
                .or(() -> field("Features"))
                .map(flags -> Arrays.stream(flags.split("\\s+")).filter(s -> !s.isEmpty()).toList())
                .orElse(List.of());
    }

    /// The value of a key with a decimal number.
    public OptionalInt number(String word) {
        try {
            return fields.containsKey(word)
                    ? OptionalInt.of(Integer.parseInt(fields.get(word)))
                    : OptionalInt.empty();
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }

    /// The revision of the microcode of an x86 processor: at least 1.
    public Optional<Long> microcodeVersion() {
        try {
            return field("microcode").map(Long::decode).filter(v -> v > 0 && v < 1L << 32);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// How many bits a physical address of an x86 processor has: `46 bits physical, 57 bits
    /// virtual`.
    public OptionalInt physicalAddressBits() {
        String sizes = fields.getOrDefault("address sizes", "");
        int end = sizes.indexOf(" bits physical");
        try {
            int bits = end < 0 ? 0 : Integer.parseInt(sizes.substring(0, end));
            return bits >= 1 && bits <= 64 ? OptionalInt.of(bits) : OptionalInt.empty();
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
