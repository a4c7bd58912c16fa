package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of an order at first.
///
/// @param request its name, by which it is cancelled and found again
/// @param plan what will happen, a sentence each; empty where it was not accepted
/// @param ended what it ended with; null where it was accepted and is to be carried out
public record SleepAnswer(String request, List<String> plan, @Nullable EndedRequest ended) {
    private static final Limit SENTENCES = new Limit("sentences of a plan", 256);
    private static final XdrCodec<String> SENTENCE =
            XdrCodec.string("plan item", RemoteLimits.STRING);

    public static final XdrCodec<SleepAnswer> CODEC =
            XdrCodec.of(
                    (encoder, answer) -> {
                        encoder.string("request", answer.request, RemoteLimits.STRING);
                        encoder.array("plan", answer.plan, SENTENCES, SENTENCE);
                        XdrCodec.encodeOptional(encoder, answer.ended, EndedRequest.CODEC);
                    },
                    decoder ->
                            new SleepAnswer(
                                    decoder.string("request", RemoteLimits.STRING),
                                    decoder.array("plan", SENTENCES, SENTENCE),
                                    XdrCodec.decodeOptional(decoder, "ended", EndedRequest.CODEC)));

    public SleepAnswer {
        plan = List.copyOf(plan);
    }
}
