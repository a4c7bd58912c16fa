package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The NUMA cells whose free memory is requested.
///
/// @param startCell the first
/// @param mostCells the maximum number
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
