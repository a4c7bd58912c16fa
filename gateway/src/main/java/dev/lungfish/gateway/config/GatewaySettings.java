package dev.lungfish.gateway.config;

import dev.lungfish.core.time.WrittenDuration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// The settings of one table. What is wrong is collected, and the usual value taken meanwhile.
final class GatewaySettings {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+):(\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    private final String file;
    private final TomlTable table;
    private final String before;
    private final TomlPosition begin;
    private final List<GatewaySettingReason> problems;
    private final Set<String> known = new TreeSet<>();

    /// @param before how the keys of the table begin where they are shown
    /// @param begin where the table begins, for what is missing in it
    GatewaySettings(
            String file,
            TomlTable table,
            String before,
            TomlPosition begin,
            List<GatewaySettingReason> problems) {
        this.file = file;
        this.table = table;
        this.before = before;
        this.begin = begin;
        this.problems = problems;
    }

    /// A table in this one; an empty one where there is none.
    GatewaySettings inner(String key) {
        TomlTable empty = Toml.parse("");
        TomlTable found = value(key, TomlTable.class, "a table").orElse(empty);
        return child(key, found, table.inputPositionOf(List.of(key)));
    }

    private GatewaySettings child(String key, TomlTable found, @Nullable TomlPosition at) {
        return new GatewaySettings(
                file, found, before + key + ".", at == null ? begin : at, problems);
    }

    /// The names in the table.
    List<String> names() {
        return List.copyOf(table.keySet());
    }

    /// The tables of a list of tables.
    List<GatewaySettings> tables(String key) {
        Optional<TomlArray> found = value(key, TomlArray.class, "a list of tables");
        List<GatewaySettings> tables = new ArrayList<>();
        for (int i = 0; found.isPresent() && i < found.get().size(); i++) {
            if (found.get().get(i) instanceof TomlTable one) {
                tables.add(child(key, one, found.get().inputPositionOf(i)));
            } else {
                wrong(key, "a list of tables", String.valueOf(found.get().get(i)));
            }
        }
        return tables;
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    boolean flag(String key, boolean usual) {
        return value(key, Boolean.class, "true or false").orElse(usual);
    }

    Optional<String> text(String key) {
        return value(key, String.class, "a text in quotes");
    }

    /// One that must be there.
    String needed(String key, String expected) {
        Optional<String> found = text(key);
        if (found.isEmpty() && !has(key)) {
            wrong(key, expected, "nothing");
        }
        return found.orElse("");
    }

    /// One of a few words.
    String word(String key, List<String> words, String usual) {
        String found = text(key).orElse(usual);
        if (words.contains(found)) {
            return found;
        }
        wrong(key, String.join(", ", words), found);
        return usual;
    }

    int number(String key, int usual, int least, int most) {
        long found = value(key, Long.class, "a whole number").orElse((long) usual);
        if (found >= least && found <= most) {
            return (int) found;
        }
        wrong(key, "%d to %d".formatted(least, most), String.valueOf(found));
        return usual;
    }

    /// A length as `50ms`, `90s`, `15min`.
    Duration duration(String key, Duration usual, Duration least, Duration most) {
        Optional<String> found = value(key, String.class, "a length as \"15min\"");
        if (found.isEmpty()) {
            return usual;
        }
        try {
            Duration length = WrittenDuration.parse(found.get());
            if (length.compareTo(least) >= 0 && length.compareTo(most) <= 0) {
                return length;
            }
        } catch (IllegalArgumentException _) {
            // Told below, like one that is out of bounds.
        }
        wrong(
                key,
                "a length from %d ms to %d s, as \"50ms\", \"90s\" or \"15min\""
                        .formatted(least.toMillis(), most.toSeconds()),
                found.get());
        return usual;
    }

    /// An address to listen at.
    Optional<InetSocketAddress> listen(String key) {
        Optional<String> found = text(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = ADDRESS.matcher(found.get());
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= MOST_PORT) {
            InetSocketAddress address =
                    new InetSocketAddress(
                            matcher.group(1).replaceAll("[\\[\\]]", ""),
                            Integer.parseInt(matcher.group(2)));
            if (!address.isUnresolved()) {
                return Optional.of(address);
            }
        }
        wrong(key, "an address and a port, as \"0.0.0.0:2201\" or \"[::]:2201\"", found.get());
        return Optional.empty();
    }

    /// An address, or a name that is looked up now.
    Optional<InetAddress> address(String key) {
        Optional<String> found = text(key);
        try {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(InetAddress.getByName(found.get()));
        } catch (UnknownHostException _) {
            wrong(key, "an address, or a name that has one", found.get());
            return Optional.empty();
        }
    }

    /// What each text of a list means.
    ///
    /// @param understood throws [IllegalArgumentException] with what is wrong
    <T> List<T> each(String key, String expected, Function<String, T> understood) {
        Optional<TomlArray> found = value(key, TomlArray.class, expected);
        List<T> all = new ArrayList<>();
        for (Object one : found.map(TomlArray::toList).orElse(List.of())) {
            try {
                all.add(understood.apply(one instanceof String text ? text : ""));
            } catch (IllegalArgumentException _) {
                wrong(key, expected, String.valueOf(one));
            }
        }
        return all;
    }

    /// The whole numbers of a list.
    List<Integer> numbers(String key, String expected, int least, int most) {
        Optional<TomlArray> found = value(key, TomlArray.class, expected);
        List<Integer> all = new ArrayList<>();
        for (Object one : found.map(TomlArray::toList).orElse(List.of())) {
            if (one instanceof Long number && number >= least && number <= most) {
                all.add(number.intValue());
            } else {
                wrong(key, expected, String.valueOf(one));
            }
        }
        return all;
    }

    /// Says that something is there that nobody asked for.
    void refuseUnknown() {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                problems.add(
                        new GatewaySettingReason.GatewaySettingUnknown(
                                place(key),
                                before + key,
                                known.stream().map(before::concat).toList()));
            }
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        known.add(key);
        Optional<Object> found = Optional.ofNullable(table.get(List.of(key)));
        if (found.isPresent() && !type.isInstance(found.get())) {
            wrong(key, expected, String.valueOf(found.get()));
            return Optional.empty();
        }
        return found.map(type::cast);
    }

    void wrong(String key, String expected, String found) {
        problems.add(
                new GatewaySettingReason.GatewaySettingWrong(
                        place(key), before + key, expected, found));
    }

    private String place(String key) {
        TomlPosition at = table.inputPositionOf(List.of(key));
        TomlPosition shown = at == null ? begin : at;
        return "%s:%d:%d".formatted(file, shown.line(), shown.column());
    }
}
