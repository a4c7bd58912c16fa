package dev.lungfish.state.json;

import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import tools.jackson.core.JsonGenerator;

/// A proof of a way back as JSON, in the state directory and in the command's answers
/// (`docs/json.md`).
public final class ProofJson {
    private ProofJson() {}

    /// Writes one object.
    public static void write(JsonGenerator json, Proof proof) {
        json.writeStartObject();
        FingerprintJson.write(json, proof.fingerprint());
        json.writeStringProperty("state", proof.state().spelling());
        json.writeStringProperty("at", proof.at().toString());
        json.writeBooleanProperty("held", proof.held());
        proof.latency()
                .ifPresent(latency -> {
                    json.writeObjectPropertyStart("latency");
                    json.writeStringProperty("down", latency.down().toString());
                    json.writeStringProperty("up", latency.up().toString());
                    json.writeEndObject();
                });
        json.writeStringProperty("finding", ReasonText.sentence(proof.finding()));
        ReasonJson.codeAndParameters(json, proof.finding());
        json.writeEndObject();
    }

    public static Proof read(JsonObject object) {
        return new Proof(
                FingerprintJson.read(object),
                object.spelled("state", SleepState.values(), SleepState::spelling),
                object.instant("at"),
                object.flag("held"),
                object.maybe("latency", name -> latency(object.object(name))),
                ReasonJson.read(object, "finding"));
    }

    private static Proof.Latency latency(JsonObject object) {
        return new Proof.Latency(object.duration("down"), object.duration("up"));
    }
}
