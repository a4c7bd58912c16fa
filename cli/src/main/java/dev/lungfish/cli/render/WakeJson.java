package dev.lungfish.cli.render;

import dev.lungfish.host.neighbour.Awakening;
import dev.lungfish.host.neighbour.SentPackets;
import dev.lungfish.host.report.Json;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/// What came of `lungfish wake`, as `lungfish.wake/1`.
public final class WakeJson {
    private WakeJson() {}

    public static String render(String target, Awakening.Result result) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.wake/1");
            json.writeStringProperty("target", target);
            write(json, result);
        });
    }

    private static void write(JsonGenerator json, Awakening.Result result) {
        switch (result) {
            case Awakening.Result.AwakeAlready(String evidence) -> {
                json.writeStringProperty("result", "awake-already");
                json.writeStringProperty("evidence", evidence);
            }
            case Awakening.Result.Woken(String evidence, Duration after, int sendings) -> {
                json.writeStringProperty("result", "woken");
                json.writeStringProperty("evidence", evidence);
                json.writeStringProperty("after", after.toString());
                json.writeNumberProperty("sendings", sendings);
            }
            case Awakening.Result.Silent(Duration waited, int sendings) -> {
                json.writeStringProperty("result", "silent");
                json.writeStringProperty("waited", waited.toString());
                json.writeNumberProperty("sendings", sendings);
            }
            case Awakening.Result.NotSent(SentPackets packets) -> {
                json.writeStringProperty("result", "not-sent");
                packets(json, packets);
            }
            case Awakening.Result.Sent(SentPackets packets) -> {
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
