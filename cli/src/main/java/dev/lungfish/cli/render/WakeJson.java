package dev.lungfish.cli.render;

import dev.lungfish.agent.neighbour.SentPackets;
import dev.lungfish.agent.neighbour.WakeAttempt;
import dev.lungfish.agent.report.Json;
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
            case WakeAttempt.Result.AwakeAlready(String evidence) -> {
                json.writeStringProperty("result", "awake-already");
                json.writeStringProperty("evidence", evidence);
            }
            case WakeAttempt.Result.Woken(String evidence, Duration after, int sendings) -> {
                json.writeStringProperty("result", "woken");
                json.writeStringProperty("evidence", evidence);
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

    private static void packets(JsonGenerator json, SentPackets packets) {
        json.writeArrayPropertyStart("sent");
        packets.sent().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("failed");
        packets.failed().forEach(json::writeString);
        json.writeEndArray();
    }
}
