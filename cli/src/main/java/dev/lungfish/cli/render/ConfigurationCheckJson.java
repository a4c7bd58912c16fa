package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.json.ReasonJson;
import java.util.List;

/// What a check of the configuration found, for programs.
///
/// **Format:** `docs/json.md`, `lungfish.config-check/1`.
public final class ConfigurationCheckJson {
    private ConfigurationCheckJson() {}

    /// One JSON object and a line end.
    public static String write(String file, boolean exists, List<Reason> problems) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.config-check/1");
            json.writeStringProperty("file", file);
            json.writeBooleanProperty("exists", exists);
            json.writeBooleanProperty("usable", problems.isEmpty());
            ReasonJson.sentences(json, "problems", problems);
        });
    }
}
