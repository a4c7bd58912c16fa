package dev.lungfish.inventory.node;

import dev.lungfish.core.power.CpuSet;

/// The present and the online logical processors of a host.
///
/// @param present one more than the largest number of a present processor
/// @param online those in use
public record NodeCpuMap(int present, CpuSet online) {
    /// The bits of the online ones: bit 0 of byte 0 is processor 0; as many bytes as the present
    /// ones need.
    public byte[] bits() {
        byte[] bits = new byte[(present + Byte.SIZE - 1) / Byte.SIZE];
        online.stream()
                .filter(processor -> processor < present)
                .forEach(processor ->
                        bits[processor / Byte.SIZE] |= (byte) (1 << processor % Byte.SIZE));
        return bits;
    }
}
