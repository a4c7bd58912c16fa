package dev.lungfish.core.bound;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares a record, and all records in it, with the bounds of their components. Safe for use by
/// several threads.
public final class BoundCheck {
    private static final ClassValue<List<Part>> PARTS =
            new ClassValue<>() {
                @Override
                protected List<Part> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
                }
            };

    private BoundCheck() {}

    private record Part(String name, Method accessor, @Nullable Bound bound) {
        static Part of(RecordComponent component) {
            return new Part(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotation(Bound.class));
        }

        @Nullable Object of(Object owner) {
            try {
                return accessor.invoke(owner);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("no public component " + name, e);
            }
        }
    }

    /// What of it is beyond its bound first; empty where nothing is. Reasons are not looked at:
    /// they are cut where they are written.
    public static Optional<BoundReason> first(Record value) {
        return ofRecord("", value);
    }

    /// The same as a refusal.
    ///
    /// @throws ReasonException where something is beyond its bound
    public static void require(Record value) {
        Optional<BoundReason> beyond = first(value);
        if (beyond.isPresent()) {
            throw new ReasonException(beyond.get());
        }
    }

    private static Optional<BoundReason> ofRecord(String path, Record value) {
        return PARTS.get(value.getClass()).stream()
                .flatMap(part -> of(path + part.name(), part.of(value), part.bound()).stream())
                .findFirst();
    }

    private static Optional<BoundReason> of(
            String field, @Nullable Object value, @Nullable Bound bound) {
        return switch (value) {
            case Reason _ -> Optional.empty();
            case String text when bound != null && bound.bytes() > 0 ->
                    text(field, text, bound.bytes());
            case Optional<?> optional -> of(field, optional.orElse(null), bound);
            case Collection<?> several
                    when bound != null && bound.items() > 0 && several.size() > bound.items() ->
                    Optional.of(new BoundReason.TooManyItems(field, bound.items(), several.size()));
            case Collection<?> several ->
                    several.stream()
                            .map(one -> of(field, one, bound))
                            .flatMap(Optional::stream)
                            .findFirst();
            case Map<?, ?> map ->
                    of(field, map.keySet(), bound)
                            .or(() -> of(field, List.copyOf(map.values()), bound));
            case Record inner -> ofRecord(field + ".", inner);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<BoundReason> text(String field, String text, int most) {
        // As UTF-8 has them.
        int bytes =
                text.codePoints()
                        .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x1_0000 ? 3 : 4)
                        .sum();
        return bytes > most
                ? Optional.of(new BoundReason.TextTooLong(field, most, bytes))
                : Optional.empty();
    }
}
