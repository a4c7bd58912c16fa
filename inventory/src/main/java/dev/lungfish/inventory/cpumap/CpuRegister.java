package dev.lungfish.inventory.cpumap;

/// The source of 32 bits: one register of one leaf of CPUID, or half of a model-specific register.
///
/// @param index the leaf, or the number of the model-specific register
/// @param subindex the subleaf; 0 for a model-specific register
record CpuRegister(Kind kind, int index, int subindex, Part part) {
    enum Kind {
        CPUID,
        MODEL_SPECIFIC
    }

    enum Part {
        EAX("eax"),
        EBX("ebx"),
        ECX("ecx"),
        EDX("edx");

        private final String attribute;

        Part(String attribute) {
            this.attribute = attribute;
        }

        /// The attribute of the map with its bits.
        String attribute() {
            return attribute;
        }
    }

    /// Like those of a record, but written out: the runtime links a record's own methods at their
    /// first use, which takes longer than reading the map.
    @Override
    public boolean equals(Object other) {
        return other instanceof CpuRegister register
                && kind == register.kind
                && index == register.index
                && subindex == register.subindex
                && part == register.part;
    }

    @Override
    public int hashCode() {
        return ((kind.hashCode() * 31 + index) * 31 + subindex) * 31 + part.hashCode();
    }
}
