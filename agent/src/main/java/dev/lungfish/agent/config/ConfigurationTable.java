package dev.lungfish.agent.config;

import dev.lungfish.core.bound.BoundReason;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.time.WrittenDuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of a configuration. Each key that is asked for is known by that; what is wrong with
/// its value goes to the report, and the value that holds without it is given. Confined to one
/// thread.
final class ConfigurationTable {
    private final String name;
    private final TomlTable table;
    private final Report report;
    private final Set<String> known = new TreeSet<>();

    /// Takes problems.
    interface Report {
        /// Takes one.
        ///
        /// @param key that it is about, for the message; empty where the reason says it
        void accept(@Nullable TomlPosition position, String key, Reason reason);
    }

    /// @param report takes each problem with its position
    ConfigurationTable(String name, TomlTable table, Report report) {
        this.name = name;
        this.table = table;
        this.report = report;
        if (table.size() > Bounds.SETTINGS) {
            report.accept(
                    null, "", new BoundReason.TooManyItems(name, Bounds.SETTINGS, table.size()));
        }
    }

    /// A duration in quotes.
    ///
    /// @param missing what holds where the key is missing
    Duration duration(String key, Duration missing, Duration least, Duration most) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return missing;
        }
        if (!(value.get() instanceof String text)) {
            Optional<Long> seconds =
                    value.get() instanceof Long number ? Optional.of(number) : Optional.empty();
            wrong(key, new ConfigurationReason.SettingDurationExpected(seconds));
            return missing;
        }
        try {
            Duration duration = WrittenDuration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
            wrong(key, new ConfigurationReason.SettingDurationOutside(least, most, text));
        } catch (IllegalArgumentException e) {
            wrong(key, ConfigurationReason.SettingInvalid.of(e));
        }
        return missing;
    }

    /// A whole number.
    int number(String key, int missing, int least, int most) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return missing;
        }
        if (value.get() instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        wrong(key, new ConfigurationReason.SettingNumberExpected(least, most));
        return missing;
    }

    /// One word of several.
    <T> T word(String key, T missing, List<T> words, Function<T, String> spelling) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return missing;
        }
        List<String> spellings = words.stream().map(spelling).toList();
        if (!(value.get() instanceof String text)) {
            wrong(key, new ConfigurationReason.SettingWordExpected(spellings));
            return missing;
        }
        int found = spellings.indexOf(text);
        if (found < 0) {
            wrong(
                    key,
                    ConfigurationReason.SettingWordUnknown.of(Optional.empty(), text, spellings));
            return missing;
        }
        return words.get(found);
    }

    /// A list of words, in quotes.
    ///
    /// @param what one of them is called: `sleep state`
    <T> List<T> words(
            String key, String what, List<T> words, Function<T, String> spelling, String example) {
        Optional<Object> value = value(key);
        List<T> found = new ArrayList<>();
        if (value.isEmpty()) {
            return found;
        }
        if (!(value.get() instanceof TomlArray array)) {
            report.accept(
                    position(key),
                    "",
                    new ConfigurationReason.SettingWordsExpected(
                            name + "." + key, what, key + " = " + example));
            return found;
        }
        List<String> spellings = words.stream().map(spelling).toList();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof String text)) {
                report.accept(
                        array.inputPositionOf(i),
                        "",
                        new ConfigurationReason.SettingTextExpected(what, spellings));
            } else if (spellings.contains(text)) {
                found.add(words.get(spellings.indexOf(text)));
            } else {
                report.accept(
                        array.inputPositionOf(i),
                        "",
                        ConfigurationReason.SettingWordUnknown.of(
                                Optional.of(what), text, spellings));
            }
        }
        return found;
    }

    /// A text in quotes that has a meaning; empty where the key is missing.
    ///
    /// @param understand throws an `IllegalArgumentException` that says what is wrong
    <T> Optional<T> text(String key, Function<String, T> understand) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!(value.get() instanceof String text)) {
                throw new IllegalArgumentException("a text in quotes expected");
            }
            return Optional.of(understand.apply(text));
        } catch (IllegalArgumentException e) {
            wrong(key, ConfigurationReason.SettingInvalid.of(e));
            return Optional.empty();
        }
    }

    /// True or false.
    boolean flag(String key, boolean missing) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return missing;
        }
        if (value.get() instanceof Boolean flag) {
            return flag;
        }
        wrong(key, new ConfigurationReason.SettingFlagExpected());
        return missing;
    }

    /// A list of any texts, in quotes.
    ///
    /// @param what one of them is called: `distinguished name`
    List<String> texts(String key, String what, String example) {
        Optional<Object> value = value(key);
        List<String> found = new ArrayList<>();
        if (value.isEmpty()) {
            return found;
        }
        if (!(value.get() instanceof TomlArray array)) {
            wrong(key, new ConfigurationReason.SettingListExpected(what, key + " = " + example));
            return found;
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof String text) {
                found.add(text);
            } else {
                report.accept(
                        array.inputPositionOf(i),
                        "",
                        new ConfigurationReason.SettingTextExpected(what, List.of()));
            }
        }
        return found;
    }

    /// One text in quotes, or a list of them.
    ///
    /// @param what one of them is called
    List<String> textOrTexts(String key, String what, String example) {
        return value(key).orElse("") instanceof String
                ? text(key, List::of).orElse(List.of())
                : texts(key, what, example);
    }

    /// A table of this one; empty where it is missing.
    ConfigurationTable table(String key) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !(value.get() instanceof TomlTable)) {
            wrong(key, new ConfigurationReason.SettingInnerTableExpected(name + "." + key));
        }
        return new ConfigurationTable(
                name + "." + key,
                value.orElse(null) instanceof TomlTable found ? found : Toml.parse(""),
                report);
    }

    /// The tables of a list: `[[policy.rule]]`.
    List<ConfigurationTable> tables(String key) {
        List<ConfigurationTable> tables = new ArrayList<>();
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return tables;
        }
        Reason problem = new ConfigurationReason.SettingTablesExpected(name + "." + key);
        if (!(value.get() instanceof TomlArray array)) {
            wrong(key, problem);
            return tables;
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable element) {
                tables.add(new ConfigurationTable(name + "." + key, element, report));
            } else {
                report.accept(array.inputPositionOf(i), "", problem);
            }
        }
        return tables;
    }

    /// Whether a key is there, whatever its value.
    boolean has(String key) {
        return value(key).isPresent();
    }

    /// All keys, in order of the alphabet.
    List<String> keys() {
        return table.keySet().stream().sorted().toList();
    }

    /// Says that two values don't go together.
    void wrong(String key, Reason reason) {
        report.accept(position(key), name + "." + key, reason);
    }

    /// Reports the keys that were not asked for.
    void refuseUnknown() {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                report.accept(
                        position(key),
                        "",
                        ConfigurationReason.SettingUnknown.of(
                                name + "." + key, key, List.copyOf(known)));
            }
        }
    }

    /// The value of a key, if it is within its bound: one that is not is reported, and counts as
    /// missing.
    private Optional<Object> value(String key) {
        boolean first = known.add(key);
        Optional<Object> value = Optional.ofNullable(table.get(List.of(key)));
        Optional<Reason> beyond = value.flatMap(found -> beyond(key, found));
        if (beyond.isPresent() && first) {
            report.accept(position(key), "", beyond.get());
        }
        return beyond.isPresent() ? Optional.empty() : value;
    }

    private Optional<Reason> beyond(String key, Object value) {
        String field = name + "." + key;
        return switch (value) {
            case String text -> beyond(field, text);
            case TomlArray array when array.size() > Bounds.SETTINGS ->
                    Optional.of(new BoundReason.TooManyItems(field, Bounds.SETTINGS, array.size()));
            case TomlArray array ->
                    array.toList().stream()
                            .filter(String.class::isInstance)
                            .flatMap(text -> beyond(field, (String) text).stream())
                            .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<Reason> beyond(String field, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes > Bounds.SETTING_BYTES
                ? Optional.of(new BoundReason.TextTooLong(field, Bounds.SETTING_BYTES, bytes))
                : Optional.empty();
    }

    private @Nullable TomlPosition position(String key) {
        return table.inputPositionOf(List.of(key));
    }
}
