package dev.lungfish.daemon.extension;

import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.List;

/// What came of an order for the processors.
///
/// @param kind `done`, `refused` or `failed`
/// @param answer for people or as JSON, as was wanted
/// @param problems what went wrong, a line each
public record CpuAnswer(String kind, String answer, List<String> problems) {
    private static final Limit PROBLEMS = new Limit("problems", 16_384);
    private static final XdrCodec<String> PROBLEM =
            XdrCodec.string("problems item", RemoteLimits.STRING);

    public static final XdrCodec<CpuAnswer> CODEC =
            XdrCodec.of(
                    (encoder, answer) -> {
                        encoder.string("kind", answer.kind, RemoteLimits.STRING);
                        encoder.string("answer", answer.answer, RemoteLimits.STRING);
                        encoder.array("problems", answer.problems, PROBLEMS, PROBLEM);
                    },
                    decoder ->
                            new CpuAnswer(
                                    decoder.string("kind", RemoteLimits.STRING),
                                    decoder.string("answer", RemoteLimits.STRING),
                                    decoder.array("problems", PROBLEMS, PROBLEM)));

    public CpuAnswer {
        problems = List.copyOf(problems);
    }
}
