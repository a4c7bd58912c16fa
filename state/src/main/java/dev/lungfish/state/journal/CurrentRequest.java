package dev.lungfish.state.journal;

import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.Phase;
import dev.lungfish.core.procedure.SleepRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the request is that the lock's holder carries out, for other processes. It stands in the
/// state directory until the next request, and holds for as long as its process lives.
///
/// @param request that runs or ran last
/// @param process the process's id
/// @param started when that process started, since ids are used again; empty where the system does
///   not tell
/// @param phase where the request is
/// @param since when it got there, by the wall clock
/// @param countdownEnds by the clock that stands still in sleep; empty but in the countdown
/// @param plan what will happen, a sentence each; empty before the request is accepted
/// @param outcome once it is known
/// @param leftBehind what could not be undone, a sentence each
public record CurrentRequest(
        SleepRequest request,
        long process,
        Optional<Instant> started,
        Phase phase,
        Instant since,
        Optional<Duration> countdownEnds,
        List<String> plan,
        Optional<Outcome> outcome,
        List<String> leftBehind) {
    private static final String SCHEMA = "lungfish.current/1";

    public CurrentRequest {
        plan = List.copyOf(plan);
        leftBehind = List.copyOf(leftBehind);
    }

    /// A request of this process that has just begun.
    public static CurrentRequest begun(SleepRequest request, Instant now) {
        ProcessHandle self = ProcessHandle.current();
        return new CurrentRequest(
                request,
                self.pid(),
                self.info().startInstant(),
                Phase.CHECKING,
                now,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    public CurrentRequest in(Phase next, Instant now) {
        return new CurrentRequest(
                request, process, started, next, now, Optional.empty(), plan, outcome, leftBehind);
    }

    public CurrentRequest accepted(List<String> sentences) {
        return new CurrentRequest(
                request,
                process,
                started,
                phase,
                since,
                countdownEnds,
                sentences,
                outcome,
                leftBehind);
    }

    public CurrentRequest countingDownTo(Duration awake) {
        return new CurrentRequest(
                request,
                process,
                started,
                phase,
                since,
                Optional.of(awake),
                plan,
                outcome,
                leftBehind);
    }

    public CurrentRequest ended(Outcome known, List<String> left, Instant now) {
        return new CurrentRequest(
                request,
                process,
                started,
                Phase.ENDED,
                now,
                Optional.empty(),
                plan,
                Optional.of(known),
                left);
    }

    /// Whether the request has not ended and its process still lives.
    public boolean runs() {
        return phase != Phase.ENDED
                && ProcessHandle.of(process)
                        .filter(ProcessHandle::isAlive)
                        .filter(found ->
                                started.isEmpty()
                                        || found.info().startInstant().isEmpty()
                                        || found.info().startInstant().equals(started))
                        .isPresent();
    }

    /// Writes it where other processes find it.
    public void write(StateDirectory state) throws StateException {
        state.replace(state.current(), json(), false);
    }

    /// The one that stands in a state directory; empty where none does, or one that this version
    /// does not understand.
    public static Optional<CurrentRequest> read(StateDirectory state) throws StateException {
        return state.content(state.current()).flatMap(CurrentRequest::understand);
    }

    /// As one JSON document of one line, for somebody at another place.
    public String document() {
        return new String(json(), StandardCharsets.UTF_8);
    }

    /// Understands such a document; empty where this version does not.
    public static Optional<CurrentRequest> ofDocument(String document) {
        return understand(document.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] json() {
        return JsonObject.write(json -> {
            json.writeStringProperty("schema", SCHEMA);
            RequestJson.write(json, request);
            json.writeNumberProperty("process", process);
            started.ifPresent(at -> json.writeStringProperty("processStarted", at.toString()));
            json.writeStringProperty("phase", phase.spelling());
            json.writeStringProperty("since", since.toString());
            countdownEnds.ifPresent(at -> json.writeStringProperty("countdownEnds", at.toString()));
            OutcomeJson.texts(json, "plan", plan);
            outcome.ifPresent(known -> OutcomeJson.write(json, known));
            OutcomeJson.texts(json, "leftBehind", leftBehind);
        });
    }

    private static Optional<CurrentRequest> understand(byte[] content) {
        try {
            return Optional.of(JsonObject.parse(content))
                    .filter(object -> object.text("schema").equals(SCHEMA))
                    .map(CurrentRequest::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static CurrentRequest of(JsonObject object) {
        return new CurrentRequest(
                RequestJson.read(object.object("request")),
                object.number("process"),
                object.maybe("processStarted", object::instant),
                object.spelled("phase", Phase.values(), Phase::spelling),
                object.instant("since"),
                object.maybe("countdownEnds", object::duration),
                object.texts("plan"),
                object.maybe("outcome", name -> OutcomeJson.read(object.object(name))),
                object.texts("leftBehind"));
    }
}
