package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.api.ConnectedClient;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.state.json.ReasonJson;
import java.util.List;

/// What root asks of a daemon, for programs.
///
/// **Format:** `docs/json.md`, `lungfish.clients/1` and `lungfish.reload/1`.
public final class AdministrationJson {
    private AdministrationJson() {}

    /// One JSON object and a line end.
    ///
    /// @param disconnected whether they are so no more
    public static String clients(List<ConnectedClient> clients, boolean disconnected) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.clients/1");
            json.writeBooleanProperty("disconnected", disconnected);
            json.writeArrayPropertyStart("clients");
            for (ConnectedClient client : clients) {
                json.writeStartObject();
                json.writeNumberProperty("id", client.id());
                json.writeStringProperty("who", client.who());
                json.writeStringProperty("listener", client.listener());
                json.writeBooleanProperty("readOnly", client.readOnly());
                json.writeStringProperty("since", client.since().toString());
                json.writeNumberProperty("callsInWork", client.callsInWork());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /// The same for what a daemon took.
    public static String reload(ReloadReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.reload/1");
            ReasonJson.sentences(json, "taken", report.taken());
            ReasonJson.sentences(json, "failed", report.failed());
        });
    }
}
