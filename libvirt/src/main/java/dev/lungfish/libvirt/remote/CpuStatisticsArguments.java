package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The processor whose times are requested.
///
/// @param cpu the processor's number, -1 for all together
/// @param room for how many statistics, 0 to learn how many there are
public record CpuStatisticsArguments(int cpu, int room, int flags) {
    public static final XdrCodec<CpuStatisticsArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.cpu);
                        encoder.int32(value.room);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new CpuStatisticsArguments(
                                    decoder.int32("cpuNum"),
                                    decoder.int32("nparams"),
                                    decoder.int32("flags")));
}
