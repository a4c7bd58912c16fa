package dev.lungfish.core.power;

import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// A set of logical processors or of NUMA nodes, in the kernel's list notation: `0-3,8`.
///
/// **Source:** Linux `Documentation/admin-guide/cputopology.rst`; `lib/bitmap.c`,
/// `bitmap_print_to_pagebuf()`.
public final class CpuSet {
    /// More than any kernel is built for (`NR_CPUS` goes to 8192).
    private static final int LIMIT = 1 << 16;

    private final BitSet members;

    private CpuSet(BitSet members) {
        this.members = members;
    }

    public static CpuSet of(int... members) {
        BitSet bits = new BitSet();
        for (int member : members) {
            bits.set(member);
        }
        return new CpuSet(bits);
    }

    /// The set that a text in list notation means. No text is the empty set.
    ///
    /// @throws IllegalArgumentException with the problem in words where the text is no list, or a
    ///   number is beyond what a kernel can have
    public static CpuSet parse(String list) {
        BitSet bits = new BitSet();
        if (list.isEmpty()) {
            return new CpuSet(bits);
        }
        for (String range : list.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = number(dash < 0 ? range : range.substring(0, dash), list);
            int last = dash < 0 ? first : number(range.substring(dash + 1), list);
            if (last < first) {
                throw new IllegalArgumentException("a range runs backwards in " + quoted(list));
            }
            bits.set(first, last + 1);
        }
        return new CpuSet(bits);
    }

    private static int number(String text, String list) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number < LIMIT && text.charAt(0) != '+') {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, with the same words as a number out of range.
        }
        throw new IllegalArgumentException(
                "a list of numbers below " + LIMIT + " expected, found " + quoted(list));
    }

    private static String quoted(String text) {
        return text.length() > 60 ? "'" + text.substring(0, 60) + "...'" : "'" + text + "'";
    }

    public boolean contains(int member) {
        return members.get(member);
    }

    public int size() {
        return members.cardinality();
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /// The members, ascending.
    public IntStream stream() {
        return members.stream();
    }

    /// The members of both.
    public CpuSet and(CpuSet other) {
        BitSet both = (BitSet) members.clone();
        both.and(other.members);
        return new CpuSet(both);
    }

    /// The members of either.
    public CpuSet or(CpuSet other) {
        BitSet either = (BitSet) members.clone();
        either.or(other.members);
        return new CpuSet(either);
    }

    /// The members that the other lacks.
    public CpuSet without(CpuSet other) {
        BitSet rest = (BitSet) members.clone();
        rest.andNot(other.members);
        return new CpuSet(rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuSet set && members.equals(set.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /// The list notation.
    @Override
    public String toString() {
        StringBuilder list = new StringBuilder();
        PrimitiveIterator.OfInt starts =
                members.stream()
                        .filter(member -> member == 0 || !members.get(member - 1))
                        .iterator();
        while (starts.hasNext()) {
            int first = starts.nextInt();
            int last = members.nextClearBit(first) - 1;
            list.append(list.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                list.append('-').append(last);
            }
        }
        return list.toString();
    }
}
