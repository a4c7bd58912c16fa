package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The requested parts of the processor map.
public record CpuMapArguments(boolean needMap, boolean needOnline, int flags) {
    public static final XdrCodec<CpuMapArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.bool(value.needMap);
                        encoder.bool(value.needOnline);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new CpuMapArguments(
                                    decoder.bool("need_map"),
                                    decoder.bool("need_online"),
                                    decoder.int32("flags")));
}
