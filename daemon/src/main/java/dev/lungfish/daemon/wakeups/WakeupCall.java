package dev.lungfish.daemon.wakeups;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// A request for a wakeup, as it travels.
///
/// @param at as people write times; the host understands it, by its own clock and zone
/// @param stayMillis how long the host is to stay awake; null for the usual time
/// @param reason what for
public record WakeupCall(String at, @Nullable Long stayMillis, String reason) {
    private static final XdrCodec<Long> STAY = XdrCodec.int64("stay");

    public static final XdrCodec<WakeupCall> CODEC =
            XdrCodec.of(
                    (encoder, call) -> {
                        encoder.string("at", call.at, RemoteLimits.STRING);
                        XdrCodec.encodeOptional(encoder, call.stayMillis, STAY);
                        encoder.string("reason", call.reason, RemoteLimits.STRING);
                    },
                    decoder ->
                            new WakeupCall(
                                    decoder.string("at", RemoteLimits.STRING),
                                    XdrCodec.decodeOptional(decoder, "stay", STAY),
                                    decoder.string("reason", RemoteLimits.STRING)));
}
