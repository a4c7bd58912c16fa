package dev.lungfish.core.reason;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the record of a reason looks like: its code and its components.
///
/// @param code of all reasons of this record
/// @param names of the parameters
/// @param accessors of the parameters, in the order of the names
public record ReasonShape(String code, List<String> names, List<Method> accessors) {
    private static final ClassValue<ReasonShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected ReasonShape computeValue(Class<?> type) {
                    return read(type);
                }
            };

    public ReasonShape {
        names = List.copyOf(names);
        accessors = List.copyOf(accessors);
    }

    /// The shape of a record.
    ///
    /// @throws IllegalArgumentException where the class is no record
    public static ReasonShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static ReasonShape read(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("a reason is a record, not " + type.getName());
        }
        RecordComponent[] components = type.getRecordComponents();
        return new ReasonShape(
                code(type.getSimpleName()),
                Arrays.stream(components).map(RecordComponent::getName).toList(),
                Arrays.stream(components).map(RecordComponent::getAccessor).toList());
    }

    /// `RtcAlarmNotHeld` is `rtc-alarm-not-held`.
    public static String code(String simpleName) {
        return simpleName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /// The parameters of a value of this record, in its order.
    public List<Reason.Parameter> parameters(Object reason) {
        Reason.Parameter[] parameters = new Reason.Parameter[names.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = new Reason.Parameter(names.get(i), value(accessors.get(i), reason));
        }
        return List.of(parameters);
    }

    private static Object value(Method accessor, Object reason) {
        try {
            return accessor.invoke(reason);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the record of a reason is not public", e);
        }
    }
}
