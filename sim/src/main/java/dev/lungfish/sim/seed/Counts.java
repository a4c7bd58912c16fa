package dev.lungfish.sim.seed;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// How often each of several things happened.
///
/// @param <E> the kind of event
public final class Counts<E extends Enum<E>> {
    private final EnumMap<E, long[]> counts;

    /// @param type the kind; all its values are shown, including zeros
    public Counts(Class<E> type) {
        counts = new EnumMap<>(type);
        for (E thing : type.getEnumConstants()) {
            counts.put(thing, new long[1]);
        }
    }

    /// It happened once more.
    public void count(E thing) {
        of(thing)[0]++;
    }

    /// Adds other counts.
    public void add(Counts<E> others) {
        others.counts.forEach((thing, count) -> of(thing)[0] += count[0]);
    }

    private long[] of(E thing) {
        return counts.getOrDefault(thing, new long[1]);
    }

    /// The sum of all counts.
    public long total() {
        return counts.values().stream().mapToLong(count -> count[0]).sum();
    }

    public void forEach(BiConsumer<E, Long> action) {
        counts.forEach((thing, count) -> action.accept(thing, count[0]));
    }

    /// By their names.
    public Map<String, Long> byName() {
        TreeMap<String, Long> names = new TreeMap<>();
        forEach((thing, count) -> names.put(thing.name(), count));
        return names;
    }
}
