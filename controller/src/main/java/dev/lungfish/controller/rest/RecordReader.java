package dev.lungfish.controller.rest;

import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.state.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records of what a client has sent: of a JSON object, or of the parameters of a query. What the
/// record has not is refused with its name.
final class RecordReader {
    private RecordReader() {}

    /// Where values come from.
    private interface Source {
        Collection<String> names();

        /// A value that is there.
        Object value(Shape.Field field);
    }

    /// The record of a body.
    ///
    /// @throws ReasonException with a [RestReason] where it does not fit
    static <R extends Record> R body(Class<R> type, JsonObject object) {
        return read(
                type,
                new Source() {
                    @Override
                    public Collection<String> names() {
                        return object.names();
                    }

                    @Override
                    public Object value(Shape.Field field) {
                        return ofJson(object, field);
                    }
                });
    }

    /// The record of a query.
    static <R extends Record> R query(Class<R> type, Map<String, String> query) {
        return read(
                type,
                new Source() {
                    @Override
                    public Collection<String> names() {
                        return query.keySet();
                    }

                    @Override
                    public Object value(Shape.Field field) {
                        return ofText(field, query.getOrDefault(field.name(), ""));
                    }
                });
    }

    private static <R extends Record> R read(Class<R> type, Source source) {
        Shape shape = Shape.of(type);
        List<String> unknown =
                source.names().stream().filter(name -> !shape.names().contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ReasonException(new RestReason.RequestFieldUnknown(unknown, shape.names()));
        }
        Object[] values = new Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Shape.Field field = shape.fields().get(i);
            boolean there = source.names().contains(field.name());
            if (!there && !field.optional()) {
                throw new ReasonException(new RestReason.RequestFieldMissing(field.name()));
            }
            values[i] =
                    there
                            ? field.optional()
                                    ? Optional.of(understood(source, field))
                                    : understood(source, field)
                            : Optional.empty();
        }
        return made(type, shape, values);
    }

    private static <R extends Record> R made(Class<R> type, Shape shape, Object[] values) {
        Class<?>[] types =
                shape.fields().stream()
                        .map(field -> field.component().getType())
                        .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw malformed(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be made", e);
        }
    }

    private static Object understood(Source source, Shape.Field field) {
        try {
            return source.value(field);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw malformed(e);
        }
    }

    private static ReasonException malformed(Throwable why) {
        return new ReasonException(
                new RestReason.RequestMalformed(String.valueOf(why.getMessage())));
    }

    private static Object ofJson(JsonObject object, Shape.Field field) {
        String name = field.name();
        Class<?> type = Shape.raw(field.value());
        if (type == String.class) {
            return bounded(field, object.text(name));
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(object.number(name));
        }
        if (type == long.class || type == Long.class) {
            return object.number(name);
        }
        if (type == boolean.class || type == Boolean.class) {
            return object.flag(name);
        }
        return ofText(field, object.text(name));
    }

    private static Object ofText(Shape.Field field, String text) {
        Class<?> type = Shape.raw(field.value());
        try {
            if (type == String.class) {
                return bounded(field, text);
            }
            if (type == int.class || type == Integer.class) {
                return Integer.valueOf(text);
            }
            if (type == long.class || type == Long.class) {
                return Long.valueOf(text);
            }
            if (type == boolean.class || type == Boolean.class) {
                return flag(text);
            }
            if (type == Instant.class) {
                return Instant.parse(text);
            }
        } catch (NumberFormatException | DateTimeParseException _) {
            throw new IllegalArgumentException(
                    "'%s' is '%s', and %s is expected"
                            .formatted(field.name(), text, expected(type)));
        }
        if (type == Duration.class) {
            return WrittenDuration.parse(text);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> ((Spelled) value).spelling().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' is '%s', and one of %s is expected"
                                        .formatted(
                                                field.name(),
                                                text,
                                                Arrays.stream(type.getEnumConstants())
                                                        .map(value -> ((Spelled) value).spelling())
                                                        .toList())));
    }

    private static String expected(Class<?> type) {
        return type == Instant.class ? "a time of ISO 8601 in UTC" : "a whole number";
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'%s' is neither true nor false".formatted(text));
        }
        return text.equals("true");
    }

    /// Names and words go to the database and into sentences.
    private static String bounded(Shape.Field field, String text) {
        if (text.length() > field.most()) {
            throw new IllegalArgumentException(
                    "'%s' has more than %d characters".formatted(field.name(), field.most()));
        }
        return text;
    }
}
