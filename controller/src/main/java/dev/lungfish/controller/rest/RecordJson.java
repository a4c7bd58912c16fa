package dev.lungfish.controller.rest;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Records as JSON: times and lengths in ISO 8601, what has no value left out.
public final class RecordJson {
    private RecordJson() {}

    /// One object, without a line end.
    public static byte[] write(Record record) {
        return JsonObject.write(json -> properties(json, record), Integer.MAX_VALUE);
    }

    private static void properties(JsonGenerator json, Record record) {
        for (Shape.Field field : Shape.of(record.getClass()).fields()) {
            Object value = field.of(record);
            if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
                json.writeName(field.name());
                value(json, value);
            }
        }
    }

    private static void value(JsonGenerator json, Object value) {
        switch (value) {
            case Reason reason -> ReasonJson.object(json, reason);
            case KeptReason kept -> json.writeRawValue(kept.json());
            case Optional<?> optional -> optional.ifPresent(some -> value(json, some));
            case Spelled spelled -> json.writeString(spelled.spelling());
            case Record record -> {
                json.writeStartObject();
                properties(json, record);
                json.writeEndObject();
            }
            case Collection<?> several -> {
                json.writeStartArray();
                several.forEach(one -> value(json, one));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, one) -> {
                    json.writeName(String.valueOf(key));
                    value(json, one);
                });
                json.writeEndObject();
            }
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }
}
