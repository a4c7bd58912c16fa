package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.json.RequestJson;
import dev.lungfish.state.json.SegmentJson;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What came of a request, for programs (`docs/json.md`).
public final class SuspendJson {
    private static final String SCHEMA = "lungfish.suspend/1";

    private SuspendJson() {}

    /// One JSON object and a line end.
    public static String render(Finished finished) {
        return Json.document(json -> {
            json.writeStringProperty("schema", SCHEMA);
            RequestJson.write(json, finished.request());
            finished.accepted().ifPresent(accepted -> writeWay(json, accepted));
            OutcomeJson.write(json, finished.outcome());
            writeSegments(json, finished.segments());
            OutcomeJson.reasons(json, "leftBehind", finished.leftBehind());
        });
    }

    /// A request that could not even be put into words.
    public static String refused(Outcome.Refused refused) {
        return Json.document(json -> {
            json.writeStringProperty("schema", SCHEMA);
            OutcomeJson.write(json, refused);
            writeSegments(json, List.of());
            OutcomeJson.reasons(json, "leftBehind", List.of());
        });
    }

    /// Writes the properties that tell how a request is carried out.
    static void writeWay(JsonGenerator json, JournalEntry.Accepted accepted) {
        json.writeStringProperty("accepted", accepted.at().wall().toString());
        json.writeStringProperty("state", accepted.state().spelling());
        json.writeStringProperty("executor", accepted.executor().spelling());
        if (accepted.request().length().isPresent()) {
            json.writeStringProperty("rtc", accepted.rtc());
        }
        accepted.card().ifPresent(card -> json.writeStringProperty("card", card.deviceName()));
    }

    static void writeSegments(JsonGenerator json, List<Segment> segments) {
        json.writeArrayPropertyStart("segments");
        segments.forEach(segment -> SegmentJson.write(json, segment));
        json.writeEndArray();
    }
}
