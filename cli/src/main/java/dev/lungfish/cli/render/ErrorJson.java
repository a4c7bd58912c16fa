package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.ReasonJson;

/// A failure of a command as JSON.
///
/// **Format:** `docs/json.md`, `lungfish.error/1`.
public final class ErrorJson {
    private static final String SCHEMA = "lungfish.error/1";

    private ErrorJson() {}

    /// The answer, with a line end.
    public static String write(Reason reason) {
        return Json.document(json -> {
            json.writeStringProperty("schema", SCHEMA);
            ReasonJson.codeAndParameters(json, reason);
            json.writeStringProperty("message", ReasonText.sentence(reason));
            String remedy = ReasonText.remedy(reason);
            if (!remedy.isEmpty()) {
                json.writeStringProperty("remedy", remedy);
            }
        });
    }
}
