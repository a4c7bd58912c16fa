package dev.lungfish.daemon.wake;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;

/// A host that is about to sleep. Both clocks need not agree, so it tells how long from now.
///
/// @param card what it says of itself, as `lungfish.host-card/1`
/// @param request the name of its request
/// @param target `mem`, `disk`
/// @param leftMillis until it is to be back
public record SleepingHost(String card, String request, String target, long leftMillis) {
    static final XdrCodec<SleepingHost> CODEC =
            XdrCodec.of(
                    (encoder, host) -> {
                        encoder.string("card", host.card, RemoteLimits.STRING);
                        encoder.string("request", host.request, RemoteLimits.STRING);
                        encoder.string("target", host.target, RemoteLimits.STRING);
                        encoder.int64(host.leftMillis);
                    },
                    decoder ->
                            new SleepingHost(
                                    decoder.string("card", RemoteLimits.STRING),
                                    decoder.string("request", RemoteLimits.STRING),
                                    decoder.string("target", RemoteLimits.STRING),
                                    decoder.int64("left")));
}
