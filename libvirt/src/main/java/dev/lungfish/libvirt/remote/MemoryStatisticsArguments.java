package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The cell whose memory is requested. On the wire the room comes first, unlike for processors.
///
/// @param cell the NUMA cell's number, -1 for all together
/// @param room for how many statistics, 0 to learn how many there are
public record MemoryStatisticsArguments(int cell, int room, int flags) {
    public static final XdrCodec<MemoryStatisticsArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.room);
                        encoder.int32(value.cell);
                        encoder.int32(value.flags);
                    },
                    decoder -> {
                        int room = decoder.int32("nparams");
                        int cell = decoder.int32("cellNum");
                        return new MemoryStatisticsArguments(cell, room, decoder.int32("flags"));
                    });
}
