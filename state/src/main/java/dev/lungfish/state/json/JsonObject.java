package dev.lungfish.state.json;

import dev.lungfish.core.bound.Bounds;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object that was read whole, of the state directory or of the command's answers. What is
/// missing or of another type than asked for is told by an [IllegalArgumentException] that names
/// the property.
public final class JsonObject {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> properties;
    private final String path;

    private JsonObject(Map<String, Object> properties, String path) {
        this.properties = properties;
        this.path = path;
    }

    /// Reads a text that is one object and nothing else.
    public static JsonObject parse(byte[] text) {
        return parse(text, JsonObject::properties);
    }

    private static JsonObject parse(
            byte[] text, Function<JsonParser, Map<String, Object>> content) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a JSON object expected");
            }
            JsonObject object = new JsonObject(content.apply(parser), "");
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// Reads of a text that is one object and nothing else only its texts at the top, and passes
    /// over all that lies deeper: much cheaper where an object is large.
    public static JsonObject parseTop(byte[] text) {
        return parse(text, JsonObject::textsAtTop);
    }

    /// Writes one object, in one line without a line end.
    public static byte[] write(Consumer<JsonGenerator> properties) {
        return write(properties, Bounds.FILE_BYTES);
    }

    /// The same for a reader that takes so many bytes: where it is longer, less is told of what
    /// programs said and of reasons. What must be kept whole is kept whole, and may be too long.
    public static byte[] write(Consumer<JsonGenerator> properties, int mostBytes) {
        byte[] written = {};
        for (ToldJson.Extent extent : ToldJson.Extent.ALL) {
            written = write(properties, extent);
            if (written.length <= mostBytes) {
                break;
            }
        }
        return written;
    }

    private static byte[] write(Consumer<JsonGenerator> properties, ToldJson.Extent extent) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new ToldJson(FACTORY.createGenerator(ObjectWriteContext.empty(), text), extent)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> properties(JsonParser parser) {
        Map<String, Object> properties = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            @Nullable Object value = value(parser);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    private static Map<String, Object> textsAtTop(JsonParser parser) {
        Map<String, Object> properties = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                properties.put(name, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        return properties;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> properties(parser);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    @Nullable Object element = value(parser);
                    if (element == null) {
                        throw new IllegalArgumentException("a null in an array");
                    }
                    elements.add(element);
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default ->
                    throw new IllegalArgumentException(
                            parser.currentToken() + " where a value is expected");
        };
    }

    /// The names of all properties that have a value, in the order of the text.
    public List<String> names() {
        return List.copyOf(properties.keySet());
    }

    /// A property that is there, as it was read: a string, a [Long], ...
    public Object value(String name) {
        return get(name, Object.class, "a value");
    }

    public boolean has(String name) {
        return properties.containsKey(name);
    }

    public String text(String name) {
        return get(name, String.class, "a string");
    }

    public long number(String name) {
        return get(name, Long.class, "a whole number");
    }

    public boolean flag(String name) {
        return get(name, Boolean.class, "true or false");
    }

    public Duration duration(String name) {
        return understood(name, Duration::parse, "a duration of ISO 8601");
    }

    public Instant instant(String name) {
        return understood(name, Instant::parse, "a time of ISO 8601");
    }

    /// One of an enum's values.
    public <E extends Enum<E>> E spelled(String name, E[] values, Function<E, String> spelling) {
        String text = text(name);
        return Arrays.stream(values)
                .filter(value -> spelling.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s%s' has the unknown value '%s'; a newer version may have written it"
                                        .formatted(path, name, text)));
    }

    public JsonObject object(String name) {
        return new JsonObject(asProperties(get(name, Map.class, "an object"), name), path(name));
    }

    /// The value of a property that may be missing or null.
    public <T> Optional<T> maybe(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name, "an array of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    public List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : elements(name)) {
            objects.add(new JsonObject(asProperties(element, name), path(name)));
        }
        return objects;
    }

    /// An object that lies in a value of [#values].
    static JsonObject of(Map<?, ?> properties) {
        return new JsonObject(copy(properties), "");
    }

    /// An object as it was read: strings, [Long], [Double], [Boolean], lists and maps of these.
    Map<String, Object> values(String name) {
        return asProperties(get(name, Map.class, "an object"), name);
    }

    /// An object whose values are numbers.
    public Map<String, Long> counts(String name) {
        JsonObject object = object(name);
        Map<String, Long> counts = new LinkedHashMap<>();
        object.properties.keySet().forEach(key -> counts.put(key, object.number(key)));
        return counts;
    }

    private List<?> elements(String name) {
        return get(name, List.class, "an array");
    }

    private Map<String, Object> asProperties(Object value, String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "an object");
        }
        return copy(map);
    }

    private static Map<String, Object> copy(Map<?, ?> properties) {
        Map<String, Object> copy = new LinkedHashMap<>();
        properties.forEach((key, element) -> copy.put((String) key, element));
        return copy;
    }

    private <T> T understood(String name, Function<String, T> parse, String what) {
        try {
            return parse.apply(text(name));
        } catch (DateTimeException _) {
            throw wrong(name, what);
        }
    }

    private <T> T get(String name, Class<T> type, String what) {
        Object value = properties.get(name);
        if (!type.isInstance(value)) {
            throw wrong(name, what);
        }
        return type.cast(value);
    }

    private IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(
                "'%s%s' is %s"
                        .formatted(
                                path,
                                name,
                                has(name) ? "not " + what : "missing, " + what + " expected"));
    }

    private String path(String name) {
        return path + name + ".";
    }
}
