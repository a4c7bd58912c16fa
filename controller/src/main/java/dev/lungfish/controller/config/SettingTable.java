package dev.lungfish.controller.config;

import dev.lungfish.core.time.WrittenDuration;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// The settings of one file by their dotted keys. What is wrong is collected, and the usual value
/// taken meanwhile.
final class SettingTable {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+):(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern PERCENT = Pattern.compile("(100|\\d{1,2})%");
    private static final int MOST_PORT = 65_535;

    private final String file;
    private final TomlTable document;
    private final String before;
    private final List<SettingReason> problems;
    private final Set<String> known = new TreeSet<>();

    SettingTable(String file, TomlTable document, List<SettingReason> problems) {
        this(file, document, "", problems);
    }

    /// @param before how the keys of the table begin where they are shown
    private SettingTable(
            String file, TomlTable document, String before, List<SettingReason> problems) {
        this.file = file;
        this.document = document;
        this.before = before;
        this.problems = problems;
    }

    /// Whether something is there.
    boolean has(String key) {
        return document.contains(key);
    }

    /// Whether it has settings of its own.
    boolean isTable(String key) {
        return document.get(key) instanceof TomlTable;
    }

    /// The names of the tables in a table, in the order of the file.
    List<String> names(String key) {
        if (!(document.get(key) instanceof TomlTable parent)) {
            return List.of();
        }
        return parent.keySet().stream()
                .filter(name -> {
                    boolean fits = NAME.matcher(name).matches();
                    boolean table = fits && parent.get(name) instanceof TomlTable;
                    if (!table) {
                        known.add("%s.%s".formatted(key, name));
                        wrong(key, "tables with names of letters, digits, _ and -", name);
                    }
                    return table;
                })
                .sorted(Comparator.comparingInt(name -> line(parent, name)))
                .toList();
    }

    private static int line(TomlTable parent, String name) {
        TomlPosition at = parent.inputPositionOf(List.of(name));
        return at == null ? 0 : at.line();
    }

    /// The tables of a list of tables.
    List<SettingTable> tables(String key) {
        Optional<TomlArray> found = value(key, TomlArray.class, "a list of tables");
        List<SettingTable> tables = new ArrayList<>();
        for (Object one : found.map(TomlArray::toList).orElse(List.of())) {
            if (one instanceof TomlTable table) {
                tables.add(new SettingTable(file, table, "%s%s.".formatted(before, key), problems));
            } else {
                wrong(key, "a list of tables", shown(one));
            }
        }
        return tables;
    }

    boolean flag(String key, boolean usual) {
        return value(key, Boolean.class, "true or false").orElse(usual);
    }

    /// A number above 0 and below 1.
    double share(String key, double usual) {
        double found = value(key, Double.class, "a number as 0.999").orElse(usual);
        if (found > 0 && found < 1) {
            return found;
        }
        wrong(key, "a number above 0 and below 1", String.valueOf(found));
        return usual;
    }

    /// `"20%"`; empty where it is no text.
    Optional<Integer> percent(String key) {
        if (!(document.get(key) instanceof String word)) {
            return Optional.empty();
        }
        known.add(key);
        Matcher matcher = PERCENT.matcher(word);
        if (matcher.matches()) {
            return Optional.of(Integer.valueOf(matcher.group(1)));
        }
        wrong(key, "a number of hosts, \"20%\", or { quantile = 0.999, least = 1 }", word);
        return Optional.of(0);
    }

    /// A time zone as `Europe/Berlin`.
    ZoneId zone(String key, ZoneId usual) {
        Optional<String> found = value(key, String.class, "a time zone as \"Europe/Berlin\"");
        try {
            return found.isEmpty() ? usual : ZoneId.of(found.get());
        } catch (DateTimeException _) {
            wrong(key, "a time zone as \"Europe/Berlin\"", found.get());
            return usual;
        }
    }

    String text(String key, String usual) {
        return value(key, String.class, "a text in quotes").orElse(usual);
    }

    /// One of a few words.
    String word(String key, List<String> words, String usual) {
        String found = text(key, usual);
        if (words.contains(found)) {
            return found;
        }
        wrong(key, String.join(", ", words), found);
        return usual;
    }

    long number(String key, long usual, long least, long most) {
        long found = value(key, Long.class, "a whole number").orElse(usual);
        if (found >= least && found <= most) {
            return found;
        }
        wrong(key, "%d to %d".formatted(least, most), String.valueOf(found));
        return usual;
    }

    /// A length as the daemon's file has it: `90s`, `15min`, `8h`, `31d`.
    Duration duration(String key, Duration usual, Duration least, Duration most) {
        return length(key, Optional.of(usual), "", least, most).orElse(usual);
    }

    /// The same, or a word that stands for what is no length: then empty.
    ///
    /// @param usual empty for the word
    Optional<Duration> durationOr(
            String word, String key, Optional<Duration> usual, Duration least, Duration most) {
        if (word.equals(document.get(key))) {
            known.add(key);
            return Optional.empty();
        }
        return length(key, usual, "\"%s\", or ".formatted(word), least, most);
    }

    private Optional<Duration> length(
            String key, Optional<Duration> usual, String or, Duration least, Duration most) {
        Optional<String> found = value(key, String.class, "%sa length as \"15min\"".formatted(or));
        if (found.isEmpty()) {
            return usual;
        }
        try {
            Duration length = WrittenDuration.parse(found.get());
            if (length.compareTo(least) >= 0 && length.compareTo(most) <= 0) {
                return Optional.of(length);
            }
        } catch (IllegalArgumentException _) {
            // Told below, like one that is out of bounds.
        }
        wrong(
                key,
                "%sa length from %d s to %d s, as \"90s\", \"15min\", \"8h\" or \"2d\""
                        .formatted(or, least.toSeconds(), most.toSeconds()),
                found.get());
        return usual;
    }

    /// An address to listen at: `0.0.0.0:16515`, `[::]:16515`.
    InetSocketAddress address(String key, InetSocketAddress usual) {
        Optional<String> found = value(key, String.class, "an address as \"0.0.0.0:16515\"");
        if (found.isEmpty()) {
            return usual;
        }
        Matcher matcher = ADDRESS.matcher(found.get());
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= MOST_PORT) {
            String host = matcher.group(1).replaceAll("[\\[\\]]", "");
            InetSocketAddress address =
                    new InetSocketAddress(host, Integer.parseInt(matcher.group(2)));
            if (!address.isUnresolved()) {
                return address;
            }
        }
        wrong(key, "an address and a port, as \"0.0.0.0:16515\" or \"[::]:16515\"", found.get());
        return usual;
    }

    List<String> texts(String key) {
        Optional<TomlArray> found = value(key, TomlArray.class, "a list of texts");
        if (found.isEmpty()) {
            return List.of();
        }
        if (!found.get().toList().stream().allMatch(String.class::isInstance)) {
            wrong(key, "a list of texts", shown(found.get()));
            return List.of();
        }
        return found.get().toList().stream().map(String::valueOf).toList();
    }

    /// Says that something is there that nobody asked for.
    void refuseUnknown() {
        for (String key : document.dottedKeySet()) {
            if (!known.contains(key)) {
                problems.add(
                        new SettingReason.ControllerSettingUnknown(
                                place(key),
                                before + key,
                                known.stream().map(before::concat).toList()));
            }
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        known.add(key);
        Optional<Object> found = Optional.ofNullable(document.get(key));
        if (found.isPresent() && !type.isInstance(found.get())) {
            wrong(key, expected, shown(found.get()));
            return Optional.empty();
        }
        return found.map(type::cast);
    }

    /// A value as one line.
    private static String shown(Object found) {
        return switch (found) {
            case TomlArray list -> list.toJson().replaceAll("\\R\\s*", "");
            case TomlTable table -> table.toJson().replaceAll("\\R\\s*", "");
            default -> String.valueOf(found);
        };
    }

    void wrong(String key, String expected, String found) {
        problems.add(
                new SettingReason.ControllerSettingWrong(
                        place(key), before + key, expected, found));
    }

    private String place(String key) {
        TomlPosition at = document.inputPositionOf(key);
        return at == null ? file : "%s:%d:%d".formatted(file, at.line(), at.column());
    }
}
