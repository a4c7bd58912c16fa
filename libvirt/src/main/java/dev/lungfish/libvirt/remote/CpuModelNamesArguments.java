package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The architecture whose processor models are requested.
///
/// @param needResults false if the number suffices
public record CpuModelNamesArguments(String architecture, boolean needResults, int flags) {
    public static final XdrCodec<CpuModelNamesArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.string("arch", value.architecture, RemoteLimits.STRING);
                        encoder.bool(value.needResults);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new CpuModelNamesArguments(
                                    decoder.string("arch", RemoteLimits.STRING),
                                    decoder.bool("need_results"),
                                    decoder.int32("flags")));
}
