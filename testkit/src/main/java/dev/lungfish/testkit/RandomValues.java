package dev.lungfish.testkit;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.wake.MacAddress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/// Values of any type of the contract, from a seed. A record that refuses one gets others. For one
/// thread.
public final class RandomValues {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "rtc0",
                    "a \"quote\", a \\ and a\nnew line",
                    "Grüße, 睡眠 and 🐟",
                    "\u001b]0;x");

    private final Random random;
    private final List<String> texts;

    public RandomValues(long seed) {
        this(seed, TEXTS);
    }

    /// @param texts all that a text can be
    public RandomValues(long seed, List<String> texts) {
        random = new Random(seed);
        this.texts = List.copyOf(texts);
    }

    /// A value of a type of the contract.
    public Object of(Type type) {
        return of(type, Map.of());
    }

    private Object of(Type type, Map<String, Type> variables) {
        return switch (type) {
            case TypeVariable<?> variable ->
                    of(Objects.requireNonNull(variables.get(variable.getName())), Map.of());
            case ParameterizedType generic -> generic(generic, variables);
            case Class<?> raw -> raw(raw, Map.of());
            default -> throw new IllegalArgumentException("no value of " + type);
        };
    }

    private Object generic(ParameterizedType type, Map<String, Type> variables) {
        Class<?> raw = (Class<?>) type.getRawType();
        List<Type> arguments =
                Arrays.stream(type.getActualTypeArguments())
                        .map(argument ->
                                argument instanceof TypeVariable<?> variable
                                        ? Objects.requireNonNull(variables.get(variable.getName()))
                                        : argument)
                        .toList();
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.of(of(arguments.getFirst())) : Optional.empty();
        }
        if (raw == List.class || raw == Set.class) {
            List<Object> items = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                items.add(of(arguments.getFirst()));
            }
            return raw == List.class ? items : new HashSet<>(items);
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                map.put(of(arguments.getFirst()), of(arguments.getLast()));
            }
            return map;
        }
        Map<String, Type> inner = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            inner.put(raw.getTypeParameters()[i].getName(), arguments.get(i));
        }
        return raw(raw, inner);
    }

    private Object raw(Class<?> type, Map<String, Type> variables) {
        if (type == Reason.class) {
            return reason(2);
        }
        if (type == MacAddress.class) {
            return MacAddress.parse("52:54:00:00:00:" + (10 + random.nextInt(80)));
        }
        if (type.isEnum()) {
            return pick(type.getEnumConstants());
        }
        if (type.isSealed()) {
            return raw(pick(type.getPermittedSubclasses()), variables);
        }
        return type.isRecord() ? made(type, variables) : leaf(type);
    }

    private Object leaf(Class<?> type) {
        Map<Class<?>, Object> values = new HashMap<>();
        values.put(String.class, texts.get(random.nextInt(texts.size())));
        values.put(boolean.class, random.nextBoolean());
        values.put(Boolean.class, random.nextBoolean());
        int small = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(33);
        long large = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(1 << 20);
        values.put(int.class, small);
        values.put(Integer.class, small);
        values.put(long.class, large);
        values.put(Long.class, large);
        values.put(double.class, random.nextGaussian());
        values.put(Double.class, random.nextGaussian());
        values.put(
                Duration.class,
                Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000)));
        Instant time = Instant.ofEpochSecond(random.nextInt() * 4L, random.nextInt(1_000_000_000));
        values.put(Instant.class, time);
        values.put(LocalTime.class, LocalTime.ofSecondOfDay(random.nextInt(86_400)));
        values.put(ZonedDateTime.class, time.atZone(ZoneId.of("Europe/Berlin")));
        values.put(OptionalInt.class, OptionalInt.of(random.nextInt(101)));
        values.put(CpuSet.class, CpuSet.of(random.nextInt(8), 9 + random.nextInt(8)));
        return Optional.ofNullable(values.get(type))
                .orElseThrow(() -> new IllegalArgumentException("no value of " + type));
    }

    private Object made(Class<?> type, Map<String, Type> variables) {
        RecordComponent[] components = type.getRecordComponents();
        for (int attempt = 0; attempt < 10_000; attempt++) {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = of(components[i].getGenericType(), variables);
            }
            try {
                return type.getConstructor(
                                Arrays.stream(components)
                                        .map(RecordComponent::getType)
                                        .toArray(Class<?>[]::new))
                        .newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new IllegalStateException(type.getName(), e.getCause());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type.getName(), e);
            }
        }
        throw refused(type);
    }

    private static IllegalStateException refused(Class<?> type) {
        return new IllegalStateException(type + " takes no value that comes by chance");
    }

    /// One as it was received: what is written and read is equal then.
    private ReceivedReason reason(int depth) {
        List<Reason.Parameter> parameters = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            parameters.add(new Reason.Parameter((String) leaf(String.class), value(depth)));
        }
        return new ReceivedReason(
                "no-swap", parameters, (String) leaf(String.class), (String) leaf(String.class));
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> leaf(String.class);
            case 1 -> leaf(Long.class);
            case 2 -> leaf(Double.class);
            case 3 -> leaf(Boolean.class);
            case 4 -> List.of(value(depth - 1), value(depth - 1));
            default -> reason(depth - 1);
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
