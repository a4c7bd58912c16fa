package dev.lungfish.agent.wakeups;

import dev.lungfish.agent.report.Json;
import dev.lungfish.core.procedure.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.state.journal.JsonObject;
import dev.lungfish.state.journal.ReasonJson;
import dev.lungfish.state.journal.WakeupJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Who and what will wake the host.
///
/// @param now when that was asked, by the host's wall clock
/// @param wakeups that were asked for, the first one first; also those whose time came within the
///   last day
/// @param others all else, the first one first
/// @param unknown sources that could not be asked
public record WakeupReport(
        Instant now, List<Wakeup> wakeups, List<OtherWake> others, List<Reason> unknown) {
    private static final String SCHEMA = "lungfish.wakeups/1";

    public WakeupReport {
        wakeups = List.copyOf(wakeups);
        others = List.copyOf(others);
        unknown = List.copyOf(unknown);
    }

    /// As one JSON document (`docs/json.md`) and a line end.
    public String json() {
        return Json.document(json -> {
            json.writeStringProperty("schema", SCHEMA);
            json.writeStringProperty("now", now.toString());
            json.writeArrayPropertyStart("wakeups");
            for (Wakeup wakeup : wakeups) {
                json.writeStartObject();
                WakeupJson.write(json, wakeup);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("others");
            for (OtherWake other : others) {
                json.writeStartObject();
                json.writeStringProperty("kind", other.kind().spelling());
                json.writeStringProperty("name", other.name());
                json.writeStringProperty("at", other.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            ReasonJson.sentences(json, "unknown", unknown);
        });
    }

    /// Understands such a document. What a newer version knows of beside is left out.
    ///
    /// @throws IllegalArgumentException where it is none
    public static WakeupReport ofJson(String document) {
        JsonObject object = JsonObject.parse(document.getBytes(StandardCharsets.UTF_8));
        if (!object.text("schema").equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    SCHEMA + " expected, found " + object.text("schema"));
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
