package dev.lungfish.state.json;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// A reason as JSON: its code, its parameters, and beside them the sentence and the remedy of the
/// version that wrote it, so that a reader that does not know the code can still show it.
///
/// Parameters of time are ISO 8601, amounts are bytes, reasons are objects; one that has no value
/// is left out (`docs/json.md`).
public final class ReasonJson {
    private static final String CODE = "code";
    private static final String PARAMETERS = "parameters";
    private static final String REASON = "reason";
    private static final String REMEDY = "remedy";

    private ReasonJson() {}

    /// Writes an array of objects, one for each reason.
    public static void array(
            JsonGenerator json, String name, Collection<? extends Reason> reasons) {
        json.writeArrayPropertyStart(name);
        ToldJson.told(json, List.copyOf(reasons)).forEach(reason -> object(json, reason));
        json.writeEndArray();
    }

    /// Writes an array of sentences, as version 0.1.0 has it, and beside it the reasons as objects:
    /// `notes` and `notesDetails`.
    public static void sentences(
            JsonGenerator json, String name, Collection<? extends Reason> reasons) {
        json.writeArrayPropertyStart(name);
        reasons.forEach(reason -> json.writeString(ReasonText.withRemedy(reason)));
        json.writeEndArray();
        array(json, name + "Details", reasons);
    }

    /// Writes an object, where an array or a property that was named expects a value.
    public static void object(JsonGenerator json, Reason reason) {
        json.writeStartObject();
        properties(json, reason);
        json.writeEndObject();
    }

    /// Writes the properties of a reason into the object that is open: `reason`, `remedy` where
    /// there is one, `code` and `parameters`.
    public static void properties(JsonGenerator json, Reason reason) {
        json.writeStringProperty(REASON, ReasonText.sentence(reason));
        String remedy = ReasonText.remedy(reason);
        if (!remedy.isEmpty()) {
            json.writeStringProperty(REMEDY, remedy);
        }
        codeAndParameters(json, reason);
    }

    /// Writes `code` and `parameters` into an object that has the sentence already.
    public static void codeAndParameters(JsonGenerator json, Reason reason) {
        json.writeStringProperty(CODE, reason.code());
        json.writeObjectPropertyStart(PARAMETERS);
        for (Reason.Parameter parameter : reason.parameters()) {
            if (!(parameter.value() instanceof Optional<?> optional && optional.isEmpty())) {
                json.writeName(parameter.name());
                value(json, parameter.value());
            }
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) {
        switch (value) {
            case Reason reason -> object(json, reason);
            case Optional<?> optional -> optional.ifPresent(some -> value(json, some));
            case Collection<?> several -> {
                json.writeStartArray();
                ToldJson.told(json, List.copyOf(several)).forEach(one -> value(json, one));
                json.writeEndArray();
            }
            case ByteCount amount -> json.writeNumber(amount.bytes());
            case Spelled spelled -> json.writeString(spelled.spelling());
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }

    /// The reason that an object says, or the sentence that version 0.1.0 wrote without a code.
    ///
    /// @throws IllegalArgumentException where it says neither
    public static ReceivedReason read(JsonObject object) {
        return read(object, REASON);
    }

    /// The same, where the sentence has another name.
    static ReceivedReason read(JsonObject object, String property) {
        String sentence = object.text(property);
        String remedy = object.maybe(REMEDY, object::text).orElse("");
        List<Reason.Parameter> parameters = new ArrayList<>();
        if (object.has(PARAMETERS)) {
            object.values(PARAMETERS)
                    .forEach((name, value) ->
                            parameters.add(new Reason.Parameter(name, received(value))));
        }
        return new ReceivedReason(
                object.maybe(CODE, object::text).orElse(ReceivedReason.UNCODED),
                parameters,
                sentence,
                remedy);
    }

    private static Object received(Object value) {
        return switch (value) {
            case Map<?, ?> properties -> read(JsonObject.of(properties));
            case List<?> several -> several.stream().map(ReasonJson::received).toList();
            default -> value;
        };
    }
}
