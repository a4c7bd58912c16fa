package dev.lungfish.daemon.extension;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Finished;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.state.journal.JournalLines;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request that has come to its end.
///
/// @param document the request and its outcome, as `lungfish.current/1`
/// @param lines of the journal: its acceptance and its proved sleeps; none where it was not
///   accepted
public record EndedRequest(String document, List<String> lines) {
    static final XdrCodec<EndedRequest> CODEC =
            XdrCodec.of(
                    (encoder, ended) -> {
                        encoder.string("document", ended.document, RemoteLimits.STRING);
                        encoder.array(
                                "lines", ended.lines, LungfishProgram.LINES, LungfishProgram.LINE);
                    },
                    decoder ->
                            new EndedRequest(
                                    decoder.string("document", RemoteLimits.STRING),
                                    decoder.array(
                                            "lines", LungfishProgram.LINES, LungfishProgram.LINE)));

    public EndedRequest {
        lines = List.copyOf(lines);
    }

    /// Puts one into words.
    ///
    /// @param now the wall clock
    public static EndedRequest of(Finished finished, Instant now) {
        List<String> lines = new ArrayList<>();
        finished.accepted().ifPresent(accepted -> lines.add(JournalLines.line(accepted)));
        for (Segment segment : finished.segments()) {
            lines.add(JournalLines.line(new JournalEntry.Returned(segment)));
        }
        return new EndedRequest(
                CurrentRequestFile.document(
                        CurrentRequestFile.begun(finished.request(), now)
                                .ended(finished.outcome(), finished.leftBehind(), now)),
                lines);
    }

    /// Understands it; empty where a newer version put it into words that this one does not know.
    public Optional<Finished> finished() {
        return CurrentRequestFile.ofDocument(document)
                .filter(current -> current.outcome().isPresent())
                .flatMap(current -> finished(current, lines));
    }

    /// The end of a request by its document and its lines.
    static Optional<Finished> finished(CurrentRequest current, List<String> lines) {
        try {
            Optional<PastSleep.Requested> story =
                    JournalLines.read(lines).stream()
                            .filter(PastSleep.Requested.class::isInstance)
                            .map(PastSleep.Requested.class::cast)
                            .filter(sleep ->
                                    sleep.accepted().request().id().equals(current.request().id()))
                            .findFirst();
            return current.outcome()
                    .map(outcome ->
                            new Finished(
                                    current.request(),
                                    story.map(PastSleep.Requested::accepted),
                                    outcome,
                                    story.map(PastSleep.Requested::segments).orElse(List.of()),
                                    current.leftBehind()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
