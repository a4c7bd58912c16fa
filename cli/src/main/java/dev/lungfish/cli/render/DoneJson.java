package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.json.ReasonJson;
import java.util.List;

/// What a command has changed, for programs.
///
/// **Format:** `docs/json.md`, `lungfish.done/1`.
public final class DoneJson {
    private DoneJson() {}

    /// One JSON object and a line end.
    public static String write(List<Reason> done) {
        return document("done", done);
    }

    /// The same for what a dry run found that would be done.
    public static String would(List<Reason> plan) {
        return document("wouldDo", plan);
    }

    private static String document(String name, List<Reason> reasons) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.done/1");
            ReasonJson.sentences(json, name, reasons);
        });
    }
}
