package dev.lungfish.state.kept;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.json.RequestJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Where the request is that the lock's holder carries out, for other processes: the file
/// `current.json`.
public final class CurrentRequestFile {
    private static final String SCHEMA = "lungfish.current/2";

    /// The schema of version 0.1.0, whose reasons are sentences alone. Also that of a document on
    /// the wire: there properties are only added.
    private static final String FIRST_SCHEMA = "lungfish.current/1";

    private CurrentRequestFile() {}

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

    /// Whether a request of this machine has not ended and its process still lives.
    public static boolean runs(CurrentRequest current) {
        return current.phase() != Phase.ENDED
                && ProcessHandle.of(current.process())
                        .filter(ProcessHandle::isAlive)
                        .filter(found ->
                                current.started().isEmpty()
                                        || found.info().startInstant().isEmpty()
                                        || found.info().startInstant().equals(current.started()))
                        .isPresent();
    }

    /// Writes one where other processes find it.
    public static void write(CurrentRequest current, StateDirectory state) throws StateException {
        state.replace(state.current(), json(current, SCHEMA), false);
    }

    /// The one that stands in a state directory; empty where none does, or one that this version
    /// does not understand.
    public static Optional<CurrentRequest> read(StateDirectory state) throws StateException {
        return state.content(state.current()).flatMap(CurrentRequestFile::understand);
    }

    /// One as a JSON document of one line, for clients of version 0.1.0.
    public static String document(CurrentRequest current) {
        return new String(json(current, FIRST_SCHEMA), StandardCharsets.UTF_8);
    }

    /// Understands such a document; empty where this version does not.
    public static Optional<CurrentRequest> ofDocument(String document) {
        return understand(document.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] json(CurrentRequest current, String schema) {
        return JsonObject.write(json -> write(current, schema, json));
    }

    private static void write(CurrentRequest current, String schema, JsonGenerator json) {
        json.writeStringProperty("schema", schema);
        RequestJson.write(json, current.request());
        json.writeNumberProperty("process", current.process());
        current.started()
                .ifPresent(at -> json.writeStringProperty("processStarted", at.toString()));
        json.writeStringProperty("phase", current.phase().spelling());
        json.writeStringProperty("since", current.since().toString());
        current.countdownEnds()
                .ifPresent(at -> json.writeStringProperty("countdownEnds", at.toString()));
        OutcomeJson.reasons(json, "plan", current.plan());
        current.outcome().ifPresent(known -> OutcomeJson.write(json, known));
        OutcomeJson.reasons(json, "leftBehind", current.leftBehind());
    }

    private static Optional<CurrentRequest> understand(byte[] content) {
        try {
            return Optional.of(JsonObject.parse(content))
                    .filter(object -> List.of(SCHEMA, FIRST_SCHEMA).contains(object.text("schema")))
                    .map(CurrentRequestFile::of);
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
                OutcomeJson.readReasons(object, "plan"),
                object.maybe("outcome", name -> OutcomeJson.read(object.object(name))),
                OutcomeJson.readReasons(object, "leftBehind"));
    }
}
