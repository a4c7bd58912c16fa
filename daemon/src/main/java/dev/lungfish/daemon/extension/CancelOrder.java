package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// Which request is not wanted any more.
///
/// @param request its name; null for the one that runs
public record CancelOrder(@Nullable String request) {
    public static final XdrCodec<CancelOrder> CODEC =
            XdrCodec.of(
                    (encoder, order) ->
                            encoder.optionalString("request", order.request, RemoteLimits.STRING),
                    decoder ->
                            new CancelOrder(
                                    decoder.optionalString("request", RemoteLimits.STRING)));
}
