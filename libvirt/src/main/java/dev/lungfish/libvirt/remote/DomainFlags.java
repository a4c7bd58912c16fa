package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// A guest, and flags whose meaning depends on the call.
public record DomainFlags(DomainReference domain, int flags) {
    public static final XdrCodec<DomainFlags> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        DomainReference.CODEC.encode(encoder, value.domain);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new DomainFlags(
                                    DomainReference.CODEC.decode(decoder), decoder.int32("flags")));

    /// Without any flag.
    public static DomainFlags none(DomainReference domain) {
        return new DomainFlags(domain, 0);
    }
}
