package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// The identity that a client claims. libvirtd trusts every client, which no other server should.
public record IdentityArguments(List<TypedParameter> parameters, int flags) {
    public static final XdrCodec<IdentityArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.array(
                                "params",
                                value.parameters,
                                RemoteLimits.IDENTITY_PARAMETERS,
                                TypedParameter.CODEC);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new IdentityArguments(
                                    decoder.array(
                                            "params",
                                            RemoteLimits.IDENTITY_PARAMETERS,
                                            TypedParameter.CODEC),
                                    decoder.int32("flags")));

    public IdentityArguments {
        parameters = List.copyOf(parameters);
    }
}
