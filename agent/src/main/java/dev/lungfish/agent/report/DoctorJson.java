package dev.lungfish.agent.report;

import dev.lungfish.api.DoctorReport;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.sleep.SuspendTarget;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.state.json.ReasonJson;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The report of `lungfish doctor --json`. Its schema is documented in `docs/json.md`; fields are
/// added, never renamed, within one version.
public final class DoctorJson {
    static final String SCHEMA = "lungfish.doctor/1";

    private DoctorJson() {}

    /// One JSON object and a line end.
    public static String render(DoctorReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", SCHEMA);
            json.writeArrayPropertyStart("states");
            report.sleep().states().forEach(verdict -> write(json, verdict));
            json.writeEndArray();
            json.writeArrayPropertyStart("wake");
            report.wake().forEach(verdict -> write(json, verdict));
            json.writeEndArray();
            WaysBackReport.write(json, report.waysBack());
            json.writeObjectPropertyStart("targets");
            for (SuspendTarget target : SuspendTarget.values()) {
                json.writeStringProperty(target.spelling(), report.sleep().of(target).spelling());
            }
            json.writeEndObject();
            writeInfluences(json, report.influences());
            writeVerdict(json, DoctorVerdict.of(report));
        });
    }

    private static void writeVerdict(JsonGenerator json, DoctorVerdict verdict) {
        json.writeObjectPropertyStart("verdict");
        json.writeStringProperty("support", verdict.support().spelling());
        json.writeArrayPropertyStart("states");
        verdict.states().forEach(state -> json.writeString(state.spelling()));
        json.writeEndArray();
        json.writeArrayPropertyStart("clocks");
        verdict.clocks().forEach(json::writeString);
        json.writeEndArray();
        if (verdict.next().isPresent()) {
            json.writeName("next");
            ReasonJson.object(json, verdict.next().get());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StateVerdict verdict) {
        json.writeStartObject();
        json.writeStringProperty("state", verdict.state().spelling());
        json.writeStringProperty("support", verdict.support().spelling());
        write(json, verdict.reason());
        write(json, verdict.evidence());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, WakeVerdict verdict) {
        json.writeStartObject();
        json.writeStringProperty("kind", verdict.kind().spelling());
        json.writeStringProperty("name", verdict.name());
        json.writeStringProperty("support", verdict.support().spelling());
        json.writeName("enabled");
        verdict.enabled().ifPresentOrElse(json::writeBoolean, json::writeNull);
        write(json, verdict.reason());
        write(json, verdict.evidence());
        json.writeEndObject();
    }

    /// The reason of a verdict, into the object that is open: `remedy` is there also where it is
    /// empty.
    static void write(JsonGenerator json, Reason reason) {
        json.writeStringProperty("reason", ReasonText.sentence(reason));
        json.writeStringProperty("remedy", ReasonText.remedy(reason));
        ReasonJson.codeAndParameters(json, reason);
    }

    private static void write(JsonGenerator json, List<Evidence> evidence) {
        json.writeArrayPropertyStart("evidence");
        for (Evidence piece : evidence) {
            json.writeStartObject();
            json.writeStringProperty("source", piece.source());
            json.writeStringProperty("value", piece.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeInfluences(JsonGenerator json, DoctorReport.Influences influences) {
        json.writeObjectPropertyStart("influences");
        Reason surroundings = influences.surroundings().reason();
        json.writeStringProperty("surroundings", ReasonText.sentence(surroundings));
        json.writeName("surroundingsReason");
        ReasonJson.object(json, surroundings);
        write(json, influences.evidence());
        json.writeArrayPropertyStart("inhibitors");
        influences.inhibitors().forEach(inhibitor -> write(json, inhibitor));
        json.writeEndArray();
        json.writeObjectPropertyStart("administrator");
        json.writeStringProperty("source", influences.administrator().source());
        json.writeArrayPropertyStart("forbidden");
        influences.administrator().forbidden().stream()
                .sorted()
                .map(SleepState::spelling)
                .forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Inhibitor inhibitor) {
        json.writeStartObject();
        json.writeStringProperty("what", inhibitor.what());
        json.writeStringProperty("who", inhibitor.who());
        json.writeStringProperty("why", inhibitor.why());
        json.writeStringProperty("mode", inhibitor.mode());
        json.writeNumberProperty("userId", inhibitor.userId());
        json.writeNumberProperty("processId", inhibitor.processId());
        json.writeEndObject();
    }
}
