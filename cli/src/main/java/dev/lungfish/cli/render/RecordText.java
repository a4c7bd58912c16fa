package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.linux.record.RecordReport;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What became of a record, as text or as JSON (`docs/json.md`).
public final class RecordText {
    private RecordText() {}

    /// The report, ended by a line end.
    ///
    /// @param json whether it is wanted as JSON
    public static String render(String directory, RecordReport report, boolean json) {
        return json ? json(directory, report) : text(directory, report);
    }

    private static String text(String directory, RecordReport report) {
        StringBuilder text = new StringBuilder();
        text.append("Recorded ")
                .append(report.files())
                .append(" files in ")
                .append(SanitizedText.of(directory))
                .append('\n');
        list(text, "Scrubbed", report.scrubbed());
        list(text, "Left out", report.leftOut());
        return text.append("Look it over before you hand it on; read it with: lungfish --root ")
                .append(SanitizedText.of(directory))
                .append(" doctor\n")
                .toString();
    }

    private static void list(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(heading).append(":\n");
            lines.forEach(line -> text.append("  ").append(SanitizedText.of(line)).append('\n'));
        }
    }

    private static String json(String directory, RecordReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.record/1");
            json.writeStringProperty("directory", directory);
            json.writeNumberProperty("files", report.files());
            array(json, "scrubbed", report.scrubbed());
            array(json, "leftOut", report.leftOut());
        });
    }

    private static void array(JsonGenerator json, String name, List<String> lines) {
        json.writeArrayPropertyStart(name);
        lines.forEach(json::writeString);
        json.writeEndArray();
    }
}
