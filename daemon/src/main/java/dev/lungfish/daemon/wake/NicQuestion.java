package dev.lungfish.daemon.wake;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import org.jspecify.annotations.Nullable;

/// Which cards are to be shown.
///
/// @param name of an interface; null for all
/// @param json whether JSON is wanted
public record NicQuestion(@Nullable String name, boolean json) {
    static final XdrCodec<NicQuestion> CODEC =
            XdrCodec.of(
                    (encoder, question) -> {
                        encoder.optionalString("interface", question.name, RemoteLimits.STRING);
                        encoder.bool(question.json);
                    },
                    decoder ->
                            new NicQuestion(
                                    decoder.optionalString("interface", RemoteLimits.STRING),
                                    decoder.bool("json")));
}
