package dev.lungfish.controller.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The properties of a record, as JSON and the OpenAPI document have them.
///
/// @param fields in the order of the record
record Shape(Class<? extends Record> type, List<Field> fields) {

    /// One property.
    ///
    /// @param value its type, without [Optional]
    /// @param optional whether it may be missing
    /// @param most how many characters a text of a client may have
    record Field(String name, Type value, boolean optional, int most, RecordComponent component) {
        Object of(Record record) {
            try {
                return component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record that cannot be read", e);
            }
        }
    }

    private static final ClassValue<Shape> KNOWN =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(
                            type.asSubclass(Record.class),
                            Arrays.stream(type.getRecordComponents()).map(Shape::field).toList());
                }
            };

    static Shape of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }

    private static Field field(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        Type type = component.getGenericType();
        boolean optional = raw(type) == Optional.class;
        return new Field(
                named == null ? component.getName() : named.value(),
                optional ? argument(type, 0) : type,
                optional,
                named == null ? Named.MOST : named.most(),
                component);
    }

    /// The class of a type, without its arguments.
    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type;
    }

    /// What a generic type is of.
    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }
}
