package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// Processor models.
///
/// @param names empty if only the number was requested
/// @param count their number
public record CpuModelNames(List<String> names, int count) {
    private static final XdrCodec<String> NAME =
            XdrCodec.string("models item", RemoteLimits.STRING);

    public static final XdrCodec<CpuModelNames> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.array("models", value.names, RemoteLimits.CPU_MODELS, NAME);
                        encoder.int32(value.count);
                    },
                    decoder ->
                            new CpuModelNames(
                                    decoder.array("models", RemoteLimits.CPU_MODELS, NAME),
                                    decoder.int32("ret")));

    public CpuModelNames {
        names = List.copyOf(names);
    }
}
