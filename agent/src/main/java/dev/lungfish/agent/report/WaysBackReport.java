package dev.lungfish.agent.report;

import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.ProofJson;
import dev.lungfish.state.json.ReasonJson;
import tools.jackson.core.JsonGenerator;

/// How the ways back of a host stand, for people and for programs (`docs/json.md`).
public final class WaysBackReport {
    private static final String INDENT = "      ";

    private WaysBackReport() {}

    /// Two or three lines for each, each with its end.
    public static String text(WaysBack ways) {
        StringBuilder text = new StringBuilder();
        ways.unreadable()
                .ifPresent(why -> line(text, "  not known: " + ReasonText.withRemedy(why)));
        if (ways.standings().isEmpty() && ways.unreadable().isEmpty()) {
            line(
                    text,
                    "  none: no RTC of this host can be relied on and no card listens, or it"
                            + " supports no sleep state");
        }
        for (ProofStanding standing : ways.standings()) {
            line(
                    text,
                    String.format(
                            "  %-16s  %-4s  %-6s  %s",
                            standing.state().spelling(),
                            standing.way().spelling(),
                            standing.device(),
                            verdict(standing)));
            Reason reason = WayBackReason.of(standing);
            line(text, INDENT + ReasonText.sentence(reason));
            String remedy = ReasonText.remedy(reason);
            if (!remedy.isEmpty()) {
                line(text, INDENT + "to do: " + remedy);
            }
        }
        return text.toString();
    }

    private static String verdict(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proved _ -> "proved";
            case ProofStanding.Unproved _ -> "unproved";
            case ProofStanding.Failed _ -> "failed";
        };
    }

    private static void line(StringBuilder text, String words) {
        text.append(SanitizedText.of(words)).append('\n');
    }

    /// As `lungfish.ways-back/1`.
    public static String json(WaysBack ways) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.ways-back/1");
            write(json, ways);
        });
    }

    /// Writes the property `proofs`, and `proofsUnreadable` where they are not all known.
    public static void write(JsonGenerator json, WaysBack ways) {
        json.writeArrayPropertyStart("proofs");
        ways.standings().forEach(standing -> write(json, standing));
        json.writeEndArray();
        ways.unreadable()
                .ifPresent(why ->
                        json.writeStringProperty("proofsUnreadable", ReasonText.withRemedy(why)));
    }

    private static void write(JsonGenerator json, ProofStanding standing) {
        json.writeStartObject();
        json.writeStringProperty("state", standing.state().spelling());
        json.writeStringProperty("way", standing.way().spelling());
        json.writeStringProperty(standing.way() == WayBack.RTC ? "rtc" : "card", standing.device());
        json.writeStringProperty("standing", verdict(standing));
        DoctorJson.write(json, WayBackReason.of(standing));
        switch (standing) {
            case ProofStanding.Proved proved -> writeProof(json, proved.proof());
            case ProofStanding.Failed failed -> writeProof(json, failed.proof());
            case ProofStanding.Unproved(_, _, _, Reason why) ->
                    ReasonJson.codeAndParameters(json, why);
        }
        json.writeEndObject();
    }

    private static void writeProof(JsonGenerator json, Proof proof) {
        json.writeName("proof");
        ProofJson.write(json, proof);
    }
}
