package dev.lungfish.cli.render;

import dev.lungfish.agent.neighbour.WakeAttempt;
import dev.lungfish.agent.report.Json;
import dev.lungfish.api.SentPackets;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.ReasonJson;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/// What came of `lungfish wake`, as `lungfish.wake/1`.
public final class WakeJson {
    private WakeJson() {}

    public static String render(String target, WakeAttempt.Result result) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.wake/1");
            json.writeStringProperty("target", target);
            write(json, result);
        });
    }

    private static void write(JsonGenerator json, WakeAttempt.Result result) {
        switch (result) {
            case WakeAttempt.Result.AwakeAlready(Reason evidence) -> {
                json.writeStringProperty("result", "awake-already");
                evidence(json, evidence);
            }
            case WakeAttempt.Result.Woken(Reason evidence, Duration after, int sendings) -> {
                json.writeStringProperty("result", "woken");
                evidence(json, evidence);
                json.writeStringProperty("after", after.toString());
                json.writeNumberProperty("sendings", sendings);
            }
            case WakeAttempt.Result.Silent(Duration waited, int sendings) -> {
                json.writeStringProperty("result", "silent");
                json.writeStringProperty("waited", waited.toString());
                json.writeNumberProperty("sendings", sendings);
            }
            case WakeAttempt.Result.NotSent(SentPackets packets) -> {
                json.writeStringProperty("result", "not-sent");
                packets(json, packets);
            }
            case WakeAttempt.Result.Sent(SentPackets packets) -> {
                json.writeStringProperty("result", "sent");
                packets(json, packets);
            }
        }
    }

    private static void evidence(JsonGenerator json, Reason evidence) {
        json.writeStringProperty("evidence", ReasonText.sentence(evidence));
        json.writeName("evidenceDetails");
        ReasonJson.object(json, evidence);
    }

    private static void packets(JsonGenerator json, SentPackets packets) {
        ReasonJson.sentences(json, "sent", packets.sent());
        ReasonJson.sentences(json, "failed", packets.failed());
    }
}
