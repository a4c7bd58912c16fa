package dev.lungfish.daemon.extension;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of a request to cancel.
///
/// @param kind 0 nothing runs, 1 it has ended, 2 it still runs, 3 its process has gone
/// @param document the request, as `lungfish.current/1`; null where nothing runs
public record CancelReport(int kind, @Nullable String document) {
    static final int NOTHING_RUNS = 0;
    static final int ENDED = 1;
    static final int STILL_RUNS = 2;
    static final int GONE = 3;

    public static final XdrCodec<CancelReport> CODEC =
            XdrCodec.of(
                    (encoder, report) -> {
                        encoder.int32(report.kind);
                        encoder.optionalString("document", report.document, RemoteLimits.STRING);
                    },
                    decoder ->
                            new CancelReport(
                                    decoder.int32("kind"),
                                    decoder.optionalString("document", RemoteLimits.STRING)));

    /// Puts an answer into words.
    public static CancelReport of(CancelAnswer answer) {
        return switch (answer) {
            case CancelAnswer.NothingRuns _ -> new CancelReport(NOTHING_RUNS, null);
            case CancelAnswer.Ended(CurrentRequest request) ->
                    new CancelReport(ENDED, CurrentRequestFile.document(request));
            case CancelAnswer.StillRuns(CurrentRequest request) ->
                    new CancelReport(STILL_RUNS, CurrentRequestFile.document(request));
            case CancelAnswer.Gone(CurrentRequest request) ->
                    new CancelReport(GONE, CurrentRequestFile.document(request));
        };
    }

    /// Understands them; empty where a newer version wrote them.
    public Optional<CancelAnswer> answer() {
        if (kind == NOTHING_RUNS) {
            return Optional.of(new CancelAnswer.NothingRuns());
        }
        return Optional.ofNullable(document)
                .flatMap(CurrentRequestFile::ofDocument)
                .flatMap(request ->
                        switch (kind) {
                            case ENDED -> Optional.of(new CancelAnswer.Ended(request));
                            case STILL_RUNS -> Optional.of(new CancelAnswer.StillRuns(request));
                            case GONE -> Optional.of(new CancelAnswer.Gone(request));
                            default -> Optional.empty();
                        });
    }
}
