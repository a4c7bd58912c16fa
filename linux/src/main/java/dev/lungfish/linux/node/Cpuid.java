package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The CPUID answers of one processor, by leaf.
///
/// A record has them in `services/cpuid`: one line for each leaf with six hexadecimal numbers,
/// separated by spaces: leaf, subleaf, EAX, EBX, ECX, EDX. A line that begins with `#` is a
/// comment.
public final class Cpuid {
    /// The file in a record.
    public static final String RECORDED = "/services/cpuid";

    private static final String DEVICE = "/dev/cpu/0/cpuid";

    /// More than any processor has.
    private static final int LEAVES_LIMIT = 1024;

    private final SortedMap<Leaf, Registers> answers;

    Cpuid(Map<Leaf, Registers> answers) {
        this.answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    /// On this machine the answers of processor 0, which need the kernel's module `cpuid` and root;
    /// else those of the record.
    ///
    /// **Source:** cpuid(4); Linux `arch/x86/kernel/cpuid.c`.
    public static Reading<Cpuid> read(HostTree tree) {
        if (tree.isLive()) {
            Path device = tree.livePath(DEVICE);
            return CpuidDevice.read(device);
        }
        return tree.text(RECORDED).map(Cpuid::parse);
    }

    /// Parses the text of a record.
    ///
    /// @throws IllegalArgumentException with the problem as text
    public static Cpuid parse(String text) {
        Map<Leaf, Registers> answers = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<Integer> numbers = new ArrayList<>();
            for (String word : line.strip().split(" +", 8)) {
                numbers.add(number(word, line));
            }
            if (numbers.size() != 6) {
                throw new IllegalArgumentException(
                        "six hexadecimal numbers expected, found " + HostTree.quote(line));
            }
            answers.put(
                    new Leaf(numbers.get(0), numbers.get(1)),
                    new Registers(numbers.get(2), numbers.get(3), numbers.get(4), numbers.get(5)));
            if (answers.size() > LEAVES_LIMIT) {
                throw new IllegalArgumentException("more than " + LEAVES_LIMIT + " leaves");
            }
        }
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("no leaf");
        }
        return new Cpuid(answers);
    }

    private static int number(String word, String line) {
        try {
            return Integer.parseUnsignedInt(word, 16);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "six hexadecimal numbers expected, found " + HostTree.quote(line));
        }
    }

    /// The text for a record. CPUID of a modern processor has no serial number.
    public String text() {
        StringBuilder text = new StringBuilder("# leaf subleaf eax ebx ecx edx\n");
        answers.forEach((leaf, registers) ->
                text.append(
                        String.format(
                                "%08x %02x %08x %08x %08x %08x%n",
                                leaf.leaf(),
                                leaf.subleaf(),
                                registers.eax(),
                                registers.ebx(),
                                registers.ecx(),
                                registers.edx())));
        return text.toString();
    }

    /// The answer for one leaf; empty if the processor does not have it.
    public Optional<Registers> answer(Leaf leaf) {
        return Optional.ofNullable(answers.get(leaf));
    }

    /// All answers, in the order of their leaves.
    public SortedMap<Leaf, Registers> answers() {
        return answers;
    }
}
