package dev.lungfish.inventory.cpumap;

import java.util.Arrays;

/// The answers of a processor, in words of 32 bits. The map numbers the registers that its features
/// use, and so decides which word is which register. Mutable, for use by one thread.
///
/// The search for a model makes some ten thousand comparisons; by number they are fast even before
/// the runtime has compiled them.
final class CpuBits {
    private int[] words;

    CpuBits() {
        this(new int[0]);
    }

    private CpuBits(int[] words) {
        this.words = words;
    }

    CpuBits copy() {
        return new CpuBits(words.clone());
    }

    boolean contains(int number, int mask) {
        int word = number < words.length ? words[number] : 0;
        return (word & mask) == mask;
    }

    void add(int number, int mask) {
        if (number >= words.length) {
            words = Arrays.copyOf(words, number + 1);
        }
        words[number] |= mask;
    }

    void remove(int number, int mask) {
        if (number < words.length) {
            words[number] &= ~mask;
        }
    }

    void add(CpuBits other) {
        for (int i = 0; i < other.words.length; i++) {
            add(i, other.words[i]);
        }
    }

    void remove(CpuBits other) {
        for (int i = 0; i < other.words.length; i++) {
            remove(i, other.words[i]);
        }
    }

    boolean containsAll(CpuBits other) {
        for (int i = 0; i < other.words.length; i++) {
            if (!contains(i, other.words[i])) {
                return false;
            }
        }
        return true;
    }
}
