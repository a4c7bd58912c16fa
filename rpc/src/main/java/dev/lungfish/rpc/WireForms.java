package dev.lungfish.rpc;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Derives the forms of types, each once: of records, sealed interfaces, enumerations, optional
/// values, lists, sets and maps, and of the values that [Leaves] has. A type that has no form is a
/// mistake of whoever wrote a record of the contract, found by the test that derives them all.
final class WireForms {
    private final Bounds bounds;
    private final Map<String, WireForm> known = new HashMap<>();
    private final Map<Class<?>, WireForm> leaves;

    WireForms(Bounds bounds) {
        this.bounds = bounds;
        leaves = Leaves.of(bounds);
    }

    /// The form of a type.
    ///
    /// @throws IllegalArgumentException where it has none
    synchronized WireForm of(Type type) {
        return of(type, Map.of());
    }

    private WireForm of(Type type, Map<String, Type> variables) {
        return switch (type) {
            case TypeVariable<?> variable -> of(bound(variable, variables), Map.of());
            case ParameterizedType generic -> generic(generic, variables);
            case Class<?> raw -> raw(raw, Map.of(), List.of());
            default -> throw new IllegalArgumentException("no form of " + type);
        };
    }

    private static Type bound(TypeVariable<?> variable, Map<String, Type> variables) {
        return Optional.ofNullable(variables.get(variable.getName()))
                .orElseThrow(() -> new IllegalArgumentException("no type for " + variable));
    }

    private WireForm generic(ParameterizedType type, Map<String, Type> variables) {
        Class<?> raw = (Class<?>) type.getRawType();
        List<Type> arguments =
                Arrays.stream(type.getActualTypeArguments())
                        .map(argument ->
                                argument instanceof TypeVariable<?> variable
                                        ? bound(variable, variables)
                                        : argument)
                        .toList();
        if (raw == Optional.class) {
            return new Containers.Maybe(of(arguments.getFirst(), variables));
        }
        if (raw == List.class || raw == Set.class) {
            return new Containers.Many(
                    of(arguments.getFirst(), variables), raw == Set.class, bounds);
        }
        if (raw == Map.class) {
            return new Containers.Pairs(
                    of(arguments.getFirst(), variables),
                    of(arguments.getLast(), variables),
                    bounds);
        }
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        Map<String, Type> inner = new HashMap<>();
        for (int i = 0; i < parameters.length; i++) {
            inner.put(parameters[i].getName(), arguments.get(i));
        }
        return raw(raw, inner, arguments);
    }

    private WireForm raw(Class<?> type, Map<String, Type> variables, List<Type> arguments) {
        WireForm leaf = leaves.get(type);
        if (leaf != null) {
            return leaf;
        }
        if (type == OptionalInt.class) {
            return new Containers.MaybeInt();
        }
        String name = name(type, arguments);
        String key = type.getName() + arguments;
        WireForm derived = known.get(key);
        if (derived != null) {
            return derived;
        }
        Later later = new Later();
        known.put(key, later);
        WireForm form = derive(type, name, variables, arguments);
        later.form = form;
        known.put(key, form);
        return form;
    }

    private WireForm derive(
            Class<?> type, String name, Map<String, Type> variables, List<Type> arguments) {
        if (type == Reason.class) {
            return new ReasonForm(bounds);
        }
        if (type.isEnum()) {
            return new EnumForm(name, type);
        }
        if (type.isRecord()) {
            return struct(type, name, variables);
        }
        if (type.isSealed() && type.isInterface()) {
            List<ChoiceForm.Case> cases = new ArrayList<>();
            for (Class<?> one : records(type)) {
                cases.add(
                        new ChoiceForm.Case(
                                Names.hyphenated(one.getSimpleName()),
                                one,
                                raw(one, variables, arguments)));
            }
            return new ChoiceForm(name, cases);
        }
        throw new IllegalArgumentException("no form of " + type);
    }

    private static List<Class<?>> records(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .<Class<?>>flatMap(
                        one -> one.isRecord() ? List.of(one).stream() : records(one).stream())
                .toList();
    }

    private StructForm struct(Class<?> type, String name, Map<String, Type> variables) {
        List<StructForm.Component> components = new ArrayList<>();
        RecordComponent[] all = type.getRecordComponents();
        for (RecordComponent component : all) {
            components.add(
                    new StructForm.Component(
                            component.getName(),
                            component.getAccessor(),
                            of(component.getGenericType(), variables)));
        }
        try {
            return new StructForm(
                    name,
                    type.getConstructor(
                            Arrays.stream(all)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new)),
                    components);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is not public", e);
        }
    }

    private static String name(Class<?> type, List<Type> arguments) {
        return Names.of(type)
                + (arguments.isEmpty()
                        ? ""
                        : arguments.stream()
                                .map(WireForms::name)
                                .collect(Collectors.joining("_", "_of_", "")));
    }

    private static String name(Type type) {
        return switch (type) {
            case Class<?> raw -> name(raw, List.of());
            case ParameterizedType generic ->
                    name(
                            (Class<?>) generic.getRawType(),
                            List.of(generic.getActualTypeArguments()));
            default -> throw new IllegalArgumentException("no name for " + type);
        };
    }

    /// The form of a type within itself.
    private static final class Later implements WireForm {
        private @Nullable WireForm form;

        private WireForm form() {
            return Objects.requireNonNull(form);
        }

        @Override
        public void encode(XdrEncoder encoder, Object value) {
            form().encode(encoder, value);
        }

        @Override
        public Object decode(XdrDecoder decoder) throws XdrException {
            return form().decode(decoder);
        }

        @Override
        public String field(String name) {
            return form().field(name);
        }

        @Override
        public void declare(Map<String, String> types) {
            form().declare(types);
        }
    }
}
