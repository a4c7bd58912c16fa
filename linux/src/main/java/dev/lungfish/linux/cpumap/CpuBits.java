package dev.lungfish.linux.cpumap;

import java.util.HashMap;
import java.util.Map;

/// The bits that processors answer, keyed by the register that holds them. Mutable, for use by one
/// thread.
final class CpuBits {
    /// Where 32 bits are from: one register of one leaf, or half a model-specific register.
    record Register(Kind kind, int index, int subindex, Part part) {
        enum Kind {
            CPUID,
            MODEL_SPECIFIC
        }

        enum Part {
            EAX,
            EBX,
            ECX,
            EDX
        }
    }

    private final Map<Register, Integer> bits;

    CpuBits() {
        this.bits = new HashMap<>();
    }

    private CpuBits(Map<Register, Integer> bits) {
        this.bits = new HashMap<>(bits);
    }

    CpuBits copy() {
        return new CpuBits(bits);
    }

    int get(Register register) {
        return bits.getOrDefault(register, 0);
    }

    void add(Register register, int mask) {
        if (mask != 0) {
            bits.merge(register, mask, (a, b) -> a | b);
        }
    }

    void add(CpuBits other) {
        other.bits.forEach(this::add);
    }

    void remove(CpuBits other) {
        other.bits.forEach(
                (register, mask) -> bits.computeIfPresent(register, (_, b) -> b & ~mask));
    }

    boolean containsAll(CpuBits other) {
        for (Map.Entry<Register, Integer> entry : other.bits.entrySet()) {
            if ((get(entry.getKey()) & entry.getValue()) != entry.getValue()) {
                return false;
            }
        }
        return true;
    }
}
