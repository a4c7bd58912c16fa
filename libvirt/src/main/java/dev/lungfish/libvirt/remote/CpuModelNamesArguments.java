package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The architecture whose processor models are wanted.
///
/// @param needResults false where the number will do
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
