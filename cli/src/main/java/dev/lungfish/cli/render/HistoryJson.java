package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.json.ReasonJson;
import dev.lungfish.state.json.RequestJson;
import dev.lungfish.state.json.SegmentJson;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Past requests, for programs (`docs/json.md`).
public final class HistoryJson {
    private HistoryJson() {}

    /// One JSON object and a line end.
    public static String render(List<PastSleep> past) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.history/1");
            json.writeArrayPropertyStart("sleeps");
            past.forEach(sleep -> write(json, sleep));
            json.writeEndArray();
        });
    }

    /// Writes one object.
    static void write(JsonGenerator json, PastSleep sleep) {
        json.writeStartObject();
        switch (sleep) {
            case PastSleep.Requested requested -> {
                RequestJson.write(json, requested.accepted().request());
                SuspendJson.writeWay(json, requested.accepted());
                SuspendJson.writeSegments(json, requested.segments());
                requested
                        .ended()
                        .ifPresent(ended -> {
                            json.writeStringProperty("ended", ended.at().wall().toString());
                            OutcomeJson.write(json, ended.outcome());
                            OutcomeJson.reasons(json, "leftBehind", ended.leftBehind());
                        });
            }
            case PastSleep.Foreign(var entry) -> {
                json.writeStringProperty("foreign", ReasonText.sentence(entry.reason()));
                ReasonJson.codeAndParameters(json, entry.reason());
                entry.segment()
                        .ifPresent(segment -> {
                            json.writeName("segment");
                            SegmentJson.write(json, segment);
                        });
            }
        }
        json.writeEndObject();
    }
}
