package dev.lungfish.controller.rest;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// Writes the JSON Schemas (2020-12) of records, and remembers which ones are referred to. For one
/// thread.
///
/// **Source:** OpenAPI 3.1.1, "Schema Object".
final class RecordSchema {
    private final Map<String, Class<? extends Record>> referred = new LinkedHashMap<>();
    private final Function<String, String> texts;

    /// @param texts the words for a key: `HostView.state`
    RecordSchema(Function<String, String> texts) {
        this.texts = texts;
    }

    /// Writes where a value is expected: a reference for a record, else the schema itself.
    void refer(JsonGenerator json, Type type) {
        json.writeStartObject();
        referred(json, type);
        json.writeEndObject();
    }

    private void referred(JsonGenerator json, Type type) {
        Class<?> raw = Shape.raw(type);
        if (Reason.class.isAssignableFrom(raw) || raw == KeptReason.class) {
            json.writeStringProperty("$ref", "#/components/schemas/Reason");
        } else if (raw.isRecord()) {
            Class<? extends Record> record = raw.asSubclass(Record.class);
            referred.put(record.getSimpleName(), record);
            json.writeStringProperty("$ref", "#/components/schemas/" + record.getSimpleName());
        } else {
            plain(json, type, raw);
        }
    }

    private void plain(JsonGenerator json, Type type, Class<?> raw) {
        if (Collection.class.isAssignableFrom(raw)) {
            json.writeStringProperty("type", "array");
            json.writeName("items");
            refer(json, Shape.argument(type, 0));
        } else if (Map.class.isAssignableFrom(raw)) {
            json.writeStringProperty("type", "object");
            json.writeName("additionalProperties");
            refer(json, Shape.argument(type, 1));
        } else if (raw == int.class || raw == Integer.class) {
            number(json, "int32");
        } else if (raw == long.class || raw == Long.class) {
            number(json, "int64");
        } else if (raw == double.class || raw == Double.class) {
            json.writeStringProperty("type", "number");
        } else if (raw == boolean.class || raw == Boolean.class) {
            json.writeStringProperty("type", "boolean");
        } else {
            json.writeStringProperty("type", "string");
            text(json, raw);
        }
    }

    private static void number(JsonGenerator json, String format) {
        json.writeStringProperty("type", "integer");
        json.writeStringProperty("format", format);
    }

    private static void text(JsonGenerator json, Class<?> raw) {
        if (raw == Instant.class) {
            json.writeStringProperty("format", "date-time");
        } else if (raw == Duration.class) {
            json.writeStringProperty("format", "duration");
        } else if (raw.isEnum()) {
            json.writeArrayPropertyStart("enum");
            Arrays.stream(raw.getEnumConstants())
                    .forEach(value -> json.writeString(((Spelled) value).spelling()));
            json.writeEndArray();
        }
    }

    /// Writes the schemas of all records that were referred to, and of those that these refer to.
    void components(JsonGenerator json) {
        Map<String, Class<? extends Record>> written = new LinkedHashMap<>();
        while (!written.keySet().containsAll(referred.keySet())) {
            for (var one :
                    Map.copyOf(referred).entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .toList()) {
                if (written.putIfAbsent(one.getKey(), one.getValue()) == null) {
                    json.writeName(one.getKey());
                    record(json, one.getValue());
                }
            }
        }
    }

    private void record(JsonGenerator json, Class<? extends Record> type) {
        Shape shape = Shape.of(type);
        json.writeStartObject();
        json.writeStringProperty("type", "object");
        json.writeStringProperty("description", texts.apply(type.getSimpleName()));
        json.writeArrayPropertyStart("required");
        shape.fields().stream()
                .filter(field -> !field.optional())
                .forEach(field -> json.writeString(field.name()));
        json.writeEndArray();
        json.writeObjectPropertyStart("properties");
        for (Shape.Field field : shape.fields()) {
            json.writeObjectPropertyStart(field.name());
            referred(json, field.value());
            json.writeStringProperty(
                    "description",
                    texts.apply("%s.%s".formatted(type.getSimpleName(), field.name())));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
