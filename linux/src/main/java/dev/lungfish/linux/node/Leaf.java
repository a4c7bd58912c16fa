package dev.lungfish.linux.node;

import java.util.Comparator;

/// The input of the instruction CPUID: EAX and ECX, both unsigned.
public record Leaf(int leaf, int subleaf) implements Comparable<Leaf> {
    /// The vendor's name and the highest basic leaf.
    public static final Leaf VENDOR = new Leaf(0, 0);

    /// The signature and the oldest features.
    public static final Leaf SIGNATURE = new Leaf(1, 0);

    /// The highest extended leaf.
    public static final Leaf EXTENDED = new Leaf(0x8000_0000, 0);

    private static final Comparator<Leaf> ORDER =
            Comparator.comparing(Leaf::leaf, Integer::compareUnsigned)
                    .thenComparing(Leaf::subleaf, Integer::compareUnsigned);

    @Override
    public int compareTo(Leaf other) {
        return ORDER.compare(this, other);
    }
}
