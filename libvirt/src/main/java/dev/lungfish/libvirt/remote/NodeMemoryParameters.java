package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// How the kernel shares equal pages of guests (KSM).
///
/// **Source:** `struct remote_node_get_memory_parameters_ret` in `src/remote/remote_protocol.x`.
///
/// @param values by name; empty if only their number was requested
/// @param count their number, if only that was requested
public record NodeMemoryParameters(List<TypedParameter> values, int count) {
    /// The flag of each client of libvirt: `VIR_TYPED_PARAM_STRING_OKAY`.
    public static final int STRINGS_TOO = 4;

    public static final XdrCodec<NodeMemoryParameters> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.array(
                                "params",
                                value.values,
                                RemoteLimits.MEMORY_PARAMETERS,
                                TypedParameter.CODEC);
                        encoder.int32(value.count);
                    },
                    decoder ->
                            new NodeMemoryParameters(
                                    decoder.array(
                                            "params",
                                            RemoteLimits.MEMORY_PARAMETERS,
                                            TypedParameter.CODEC),
                                    decoder.int32("nparams")));

    public NodeMemoryParameters {
        values = List.copyOf(values);
    }

    /// What a client asks for.
    ///
    /// @param room for how many values, 0 to learn how many there are
    public record Arguments(int room, int flags) {
        public static final XdrCodec<Arguments> CODEC =
                XdrCodec.of(
                        (encoder, value) -> {
                            encoder.int32(value.room);
                            encoder.int32(value.flags);
                        },
                        decoder -> new Arguments(decoder.int32("nparams"), decoder.int32("flags")));
    }
}
