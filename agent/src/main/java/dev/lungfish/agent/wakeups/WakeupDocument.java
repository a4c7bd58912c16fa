package dev.lungfish.agent.wakeups;

import dev.lungfish.agent.report.Json;
import dev.lungfish.core.procedure.Wakeup;
import dev.lungfish.state.journal.JsonObject;
import dev.lungfish.state.journal.WakeupJson;
import java.nio.charset.StandardCharsets;

/// One wakeup that was asked for or taken back, as a JSON document (`docs/json.md`).
public final class WakeupDocument {
    private static final String SCHEMA = "lungfish.wakeup/1";

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
}
