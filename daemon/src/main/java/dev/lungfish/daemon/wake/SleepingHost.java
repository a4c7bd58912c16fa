package dev.lungfish.daemon.wake;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// A host that is about to sleep. Both clocks need not agree, so it tells how long from now.
///
/// @param card what it says of itself, as `lungfish.host-card/1`
/// @param request the name of its request
/// @param target `mem`, `disk`
/// @param leftMillis until it is to be back; null where it sleeps until somebody wakes it
public record SleepingHost(String card, String request, String target, @Nullable Long leftMillis) {
    private static final XdrCodec<Long> MILLIS = XdrCodec.int64("left");

    static final XdrCodec<SleepingHost> CODEC =
            XdrCodec.of(
                    (encoder, host) -> {
                        encoder.string("card", host.card, RemoteLimits.STRING);
                        encoder.string("request", host.request, RemoteLimits.STRING);
                        encoder.string("target", host.target, RemoteLimits.STRING);
                        XdrCodec.encodeOptional(encoder, host.leftMillis, MILLIS);
                    },
                    decoder ->
                            new SleepingHost(
                                    decoder.string("card", RemoteLimits.STRING),
                                    decoder.string("request", RemoteLimits.STRING),
                                    decoder.string("target", RemoteLimits.STRING),
                                    XdrCodec.decodeOptional(decoder, "left", MILLIS)));
}
