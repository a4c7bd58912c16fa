package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.json.RequestJson;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// What the host is doing, for programs (`docs/json.md`).
public final class StatusJson {
    private StatusJson() {}

    /// One JSON object and a line end.
    public static String render(HostStatus status) {
        return render(status, Optional.empty());
    }

    /// The same with a document on the ways back.
    ///
    /// @param ways `lungfish.ways-back/1`
    public static String render(HostStatus status, Optional<String> ways) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.status/1");
            switch (status) {
                case HostStatus.Running(CurrentRequest current, Optional<Duration> left) -> {
                    json.writeStringProperty("status", "running");
                    write(json, current);
                    left.ifPresent(time ->
                            json.writeStringProperty(
                                    "countdown",
                                    Duration.ofSeconds(time.plusMillis(999).toSeconds())
                                            .toString()));
                }
                case HostStatus.Open(PastSleep.Requested open) -> {
                    json.writeStringProperty("status", "open");
                    RequestJson.write(json, open.accepted().request());
                    SuspendJson.writeWay(json, open.accepted());
                }
                case HostStatus.Idle(Optional<PastSleep> last, Optional<CurrentRequest> ended) -> {
                    json.writeStringProperty("status", "idle");
                    ended.ifPresent(current -> write(json, current));
                    last.ifPresent(sleep -> {
                        json.writeName("last");
                        HistoryJson.write(json, sleep);
                    });
                }
            }
            ways.ifPresent(document -> {
                json.writeName("waysBack");
                json.writeRawValue(document.strip());
            });
        });
    }

    /// A request that was cancelled, as `lungfish.cancel/1`.
    public static String cancelled(CurrentRequest ended) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cancel/1");
            write(json, ended);
        });
    }

    private static void write(JsonGenerator json, CurrentRequest current) {
        RequestJson.write(json, current.request());
        json.writeStringProperty("phase", current.phase().spelling());
        json.writeStringProperty("since", current.since().toString());
        json.writeNumberProperty("process", current.process());
        OutcomeJson.reasons(json, "plan", current.plan());
        current.outcome().ifPresent(outcome -> OutcomeJson.write(json, outcome));
        OutcomeJson.reasons(json, "leftBehind", current.leftBehind());
    }
}
