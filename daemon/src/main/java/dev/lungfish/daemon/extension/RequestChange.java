package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// What happened to a request.
///
/// @param request its name
/// @param phase where it is: `checking`, `scheduled`, `quiescing`, `arming`, `asleep`, `resumed`,
///   `undoing`, `ended`
/// @param ended what it ended with; null before the end
public record RequestChange(String request, String phase, @Nullable EndedRequest ended) {
    public static final XdrCodec<RequestChange> CODEC =
            XdrCodec.of(
                    (encoder, change) -> {
                        encoder.string("request", change.request, RemoteLimits.STRING);
                        encoder.string("phase", change.phase, RemoteLimits.STRING);
                        XdrCodec.encodeOptional(encoder, change.ended, EndedRequest.CODEC);
                    },
                    decoder ->
                            new RequestChange(
                                    decoder.string("request", RemoteLimits.STRING),
                                    decoder.string("phase", RemoteLimits.STRING),
                                    XdrCodec.decodeOptional(decoder, "ended", EndedRequest.CODEC)));
}
