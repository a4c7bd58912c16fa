package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;

/// The answer of `lungfish capabilities --json`: the XML document, wrapped. Documented in
/// `docs/json.md`.
public final class CapabilitiesJson {
    private CapabilitiesJson() {}

    /// One JSON object and a line end.
    ///
    /// @param dialect the name of the dialect in which the document is written
    public static String render(String dialect, String document) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.capabilities/1");
            json.writeStringProperty("dialect", dialect);
            json.writeStringProperty("document", document);
        });
    }
}
