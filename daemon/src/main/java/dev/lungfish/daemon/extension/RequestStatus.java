package dev.lungfish.daemon.extension;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.libvirt.remote.RemoteLimits;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.state.journal.JournalLines;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a host is doing, as far as sleep goes.
///
/// @param kind 0 no request runs, 1 one runs, 2 one was left open by a run that was ended
/// @param document the request that runs or ran last, as `lungfish.current/1`
/// @param countdownMillis until the countdown ends; null but in the countdown
/// @param lines of the journal: the last sleep, or the open request
public record RequestStatus(
        int kind, @Nullable String document, @Nullable Long countdownMillis, List<String> lines) {
    static final int IDLE = 0;
    static final int RUNNING = 1;
    static final int OPEN = 2;
    private static final XdrCodec<Long> MILLIS = XdrCodec.int64("countdown");

    public static final XdrCodec<RequestStatus> CODEC =
            XdrCodec.of(
                    (encoder, sight) -> {
                        encoder.int32(sight.kind);
                        encoder.optionalString("document", sight.document, RemoteLimits.STRING);
                        XdrCodec.encodeOptional(encoder, sight.countdownMillis, MILLIS);
                        encoder.array(
                                "lines", sight.lines, LungfishProgram.LINES, LungfishProgram.LINE);
                    },
                    decoder ->
                            new RequestStatus(
                                    decoder.int32("kind"),
                                    decoder.optionalString("document", RemoteLimits.STRING),
                                    XdrCodec.decodeOptional(decoder, "countdown", MILLIS),
                                    decoder.array(
                                            "lines", LungfishProgram.LINES, LungfishProgram.LINE)));

    public RequestStatus {
        lines = List.copyOf(lines);
    }

    /// Puts a status into words.
    public static RequestStatus of(HostStatus status) {
        return switch (status) {
            case HostStatus.Running(CurrentRequest current, Optional<Duration> left) ->
                    new RequestStatus(
                            RUNNING,
                            CurrentRequestFile.document(current),
                            left.map(Duration::toMillis).orElse(null),
                            List.of());
            case HostStatus.Open(PastSleep.Requested open) ->
                    new RequestStatus(OPEN, null, null, JournalLines.of(open));
            case HostStatus.Idle(Optional<PastSleep> last, Optional<CurrentRequest> ended) ->
                    new RequestStatus(
                            IDLE,
                            ended.map(CurrentRequestFile::document).orElse(null),
                            null,
                            last.map(JournalLines::of).orElse(List.of()));
        };
    }

    /// Understands them; empty where a newer version wrote them.
    public Optional<HostStatus> status() {
        Optional<CurrentRequest> current =
                Optional.ofNullable(document).flatMap(CurrentRequestFile::ofDocument);
        List<PastSleep> past;
        try {
            past = JournalLines.read(lines);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        Optional<PastSleep> last = past.isEmpty() ? Optional.empty() : Optional.of(past.getLast());
        return switch (kind) {
            case IDLE -> Optional.of(new HostStatus.Idle(last, current));
            case RUNNING ->
                    current.map(request ->
                            new HostStatus.Running(
                                    request,
                                    Optional.ofNullable(countdownMillis).map(Duration::ofMillis)));
            case OPEN ->
                    last.filter(PastSleep.Requested.class::isInstance)
                            .map(open -> new HostStatus.Open((PastSleep.Requested) open));
            default -> Optional.empty();
        };
    }
}
