package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// What a client wants to open.
///
/// @param name the URI without transport, user, host, port and the client's parameters; empty if
///   the server should choose
/// @param flags the lowest bit is read-only; some clients send other bits too
public record OpenArguments(@Nullable String name, int flags) {
    public static final int READ_ONLY = 1;

    public static final XdrCodec<OpenArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.optionalString("name", value.name, RemoteLimits.STRING);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new OpenArguments(
                                    decoder.optionalString("name", RemoteLimits.STRING),
                                    decoder.int32("flags")));

    public boolean readOnly() {
        return (flags & READ_ONLY) != 0;
    }
}
