package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// Of which NUMA cells the free memory is wanted.
///
/// @param startCell the first
/// @param mostCells how many at most
public record CellsFreeMemoryArguments(int startCell, int mostCells) {
    public static final XdrCodec<CellsFreeMemoryArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.startCell);
                        encoder.int32(value.mostCells);
                    },
                    decoder ->
                            new CellsFreeMemoryArguments(
                                    decoder.int32("startCell"), decoder.int32("maxcells")));
}
