package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The requested guests.
///
/// @param needResults false if the number suffices
/// @param flags 1 active, 2 inactive, and more; 0 all
public record ListAllDomainsArguments(boolean needResults, int flags) {
    public static final XdrCodec<ListAllDomainsArguments> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.bool(value.needResults);
                        encoder.int32(value.flags);
                    },
                    decoder ->
                            new ListAllDomainsArguments(
                                    decoder.bool("need_results"), decoder.int32("flags")));
}
