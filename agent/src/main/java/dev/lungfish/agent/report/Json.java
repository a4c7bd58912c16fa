package dev.lungfish.agent.report;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes one JSON document. Beside each duration stands its length in seconds.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// An object, whose properties the caller writes, and a line end.
    public static String document(Consumer<JsonGenerator> properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new SecondsBeside(FACTORY.createGenerator(ObjectWriteContext.empty(), text))) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
