package dev.lungfish.agent.report;

import java.io.Serial;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/// Writes one JSON document. Beside each duration stands its length in seconds.
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().characterEscapes(new Harmless()).build();

    private Json() {}

    /// Escapes what [SanitizedText] does; JSON itself only asks for control characters below 0x20.
    /// The generator asks for each half of a character beyond U+FFFF; these stay as they are.
    private static final class Harmless extends CharacterEscapes {
        @Serial private static final long serialVersionUID = 1L;
        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[DELETE] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return SanitizedText.isHarmful(character) && !Character.isSurrogate((char) character)
                    ? new SerializedString(SanitizedText.inUnicode(character))
                    : null;
        }
    }

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
