package dev.lungfish.inventory.cpumap;

/// A feature of the map. A processor has it if all its bits are set.
final class CpuFeature {
    private final String name;
    private final int[] numbers;
    private final int[] masks;

    /// @param numbers of the words that hold its bits
    /// @param masks its bits in each of them
    CpuFeature(String name, int[] numbers, int[] masks) {
        this.name = name;
        this.numbers = numbers;
        this.masks = masks;
    }

    String name() {
        return name;
    }

    boolean isIn(CpuBits bits) {
        for (int i = 0; i < numbers.length; i++) {
            if (!bits.contains(numbers[i], masks[i])) {
                return false;
            }
        }
        return true;
    }

    void addTo(CpuBits bits) {
        for (int i = 0; i < numbers.length; i++) {
            bits.add(numbers[i], masks[i]);
        }
    }

    void removeFrom(CpuBits bits) {
        for (int i = 0; i < numbers.length; i++) {
            bits.remove(numbers[i], masks[i]);
        }
    }
}
