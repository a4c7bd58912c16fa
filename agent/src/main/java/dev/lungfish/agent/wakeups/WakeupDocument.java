package dev.lungfish.agent.wakeups;

import dev.lungfish.agent.report.Json;
import dev.lungfish.api.OtherWake;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;
import dev.lungfish.state.json.WakeupJson;
import java.nio.charset.StandardCharsets;

/// One wakeup that was asked for or taken back, and all that will wake the host, as JSON documents
/// (`docs/json.md`).
public final class WakeupDocument {
    private static final String SCHEMA = "lungfish.wakeup/1";
    private static final String REPORT_SCHEMA = "lungfish.wakeups/1";

    private WakeupDocument() {}

    /// One JSON object and a line end.
    public static String write(Wakeup wakeup) {
        return Json.document(json -> {
            json.writeStringProperty("schema", SCHEMA);
            WakeupJson.write(json, wakeup);
        });
    }

    /// Understands such a document.
    ///
    /// @throws IllegalArgumentException where it is none
    public static Wakeup read(String document) {
        JsonObject object = JsonObject.parse(document.getBytes(StandardCharsets.UTF_8));
        if (!object.text("schema").equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    SCHEMA + " expected, found " + object.text("schema"));
        }
        return WakeupJson.read(object);
    }

    /// As one JSON document (`docs/json.md`) and a line end.
    public static String write(WakeupReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", REPORT_SCHEMA);
            json.writeStringProperty("now", report.now().toString());
            json.writeArrayPropertyStart("wakeups");
            for (Wakeup wakeup : report.wakeups()) {
                json.writeStartObject();
                WakeupJson.write(json, wakeup);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("others");
            for (OtherWake other : report.others()) {
                json.writeStartObject();
                json.writeStringProperty("kind", other.kind().spelling());
                json.writeStringProperty("name", other.name());
                json.writeStringProperty("at", other.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            ReasonJson.sentences(json, "unknown", report.unknown());
        });
    }

    /// Understands such a document. What a newer version knows of beside is left out.
    ///
    /// @throws IllegalArgumentException where it is none
    public static WakeupReport readReport(String document) {
        JsonObject object = JsonObject.parse(document.getBytes(StandardCharsets.UTF_8));
        if (!object.text("schema").equals(REPORT_SCHEMA)) {
            throw new IllegalArgumentException(
                    REPORT_SCHEMA + " expected, found " + object.text("schema"));
        }
        return new WakeupReport(
                object.instant("now"),
                object.objects("wakeups").stream().map(WakeupJson::read).toList(),
                object.objects("others").stream()
                        .flatMap(other ->
                                Spelled.of(OtherWake.Kind.class, other.text("kind")).stream()
                                        .map(kind ->
                                                new OtherWake(
                                                        kind,
                                                        other.text("name"),
                                                        other.instant("at"))))
                        .toList(),
                object.has("unknownDetails")
                        ? object.objects("unknownDetails").stream()
                                .<Reason>map(ReasonJson::read)
                                .toList()
                        : object.texts("unknown").stream()
                                .<Reason>map(ReceivedReason::uncoded)
                                .toList());
    }
}
