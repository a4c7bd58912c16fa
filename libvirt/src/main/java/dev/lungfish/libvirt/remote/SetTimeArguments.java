package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The new time of a guest's clock.
///
/// @param time is ignored with the flag [#SYNC]
public record SetTimeArguments(DomainReference domain, DomainTime time, int flags) {
    /// The guest takes the time of its own RTC, which ran during the sleep.
    public static final int SYNC = 1;

    public static final XdrCodec<SetTimeArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        DomainReference.CODEC.encode(encoder, value.domain);
                        DomainTime.CODEC.encode(encoder, value.time);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new SetTimeArguments(
                                    DomainReference.CODEC.decode(decoder),
                                    DomainTime.CODEC.decode(decoder),
                                    decoder.int32("flags")));
}
