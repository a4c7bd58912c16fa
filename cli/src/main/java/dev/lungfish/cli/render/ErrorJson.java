package dev.lungfish.cli.render;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.journal.JsonObject;
import dev.lungfish.state.journal.ReasonJson;
import java.nio.charset.StandardCharsets;

/// A failure of a command as JSON.
///
/// **Format:** `docs/json.md`, `lungfish.error/1`.
public final class ErrorJson {
    private static final String SCHEMA = "lungfish.error/1";

    private ErrorJson() {}

    /// The answer, with a line end.
    public static String write(Reason reason) {
        byte[] document =
                JsonObject.write(json -> {
                    json.writeStringProperty("schema", SCHEMA);
                    ReasonJson.codeAndParameters(json, reason);
                    json.writeStringProperty("message", ReasonText.sentence(reason));
                    String remedy = ReasonText.remedy(reason);
                    if (!remedy.isEmpty()) {
                        json.writeStringProperty("remedy", remedy);
                    }
                });
        return new String(document, StandardCharsets.UTF_8) + "\n";
    }
}
