package dev.lungfish.host.config;

import dev.lungfish.core.sleep.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Understands a configuration. Confined to one thread; one for each file.
final class ConfigurationParser {
    private static final String SLEEP = "sleep";
    private static final String FORBID = "forbid";

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationParser(String file) {
        this.file = file;
    }

    /// Understands a text.
    ///
    /// @param file what messages call it
    /// @throws ConfigurationException with all problems that the text has
    static Configuration parse(String file, String text) throws ConfigurationException {
        ConfigurationParser parser = new ConfigurationParser(file);
        Configuration configuration = parser.parse(text);
        if (!parser.problems.isEmpty()) {
            parser.problems.sort(
                    Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            throw new ConfigurationException(parser.problems);
        }
        return configuration;
    }

    private Configuration parse(String text) {
        TomlParseResult document = Toml.parse(text);
        for (TomlParseError error : document.errors()) {
            report(error.position(), "not TOML: " + error.getMessage());
        }
        refuseUnknown(document, "", List.of(SLEEP));
        Set<SleepState> forbidden = EnumSet.noneOf(SleepState.class);
        Object sleep = document.get(List.of(SLEEP));
        if (sleep instanceof TomlTable table) {
            refuseUnknown(table, SLEEP + ".", List.of(FORBID));
            forbidden.addAll(forbidden(table));
        } else if (sleep != null) {
            report(document.inputPositionOf(List.of(SLEEP)), "'sleep' is a table: [sleep]");
        }
        return new Configuration(new AdministratorPolicy(forbidden, file));
    }

    private Set<SleepState> forbidden(TomlTable table) {
        Set<SleepState> states = EnumSet.noneOf(SleepState.class);
        Object value = table.get(List.of(FORBID));
        if (value == null) {
            return states;
        }
        if (!(value instanceof TomlArray array)) {
            report(
                    table.inputPositionOf(List.of(FORBID)),
                    "'sleep.forbid' is a list of sleep states: forbid = [\"suspend-to-disk\"]");
            return states;
        }
        List<String> spellings =
                Arrays.stream(SleepState.values()).map(SleepState::spelling).toList();
        for (int i = 0; i < array.size(); i++) {
            Object element = array.get(i);
            TomlPosition position = array.inputPositionOf(i);
            if (!(element instanceof String spelling)) {
                report(
                        position,
                        "a sleep state in quotes expected, one of " + String.join(", ", spellings));
                continue;
            }
            SleepState.ofSpelling(spelling)
                    .ifPresentOrElse(
                            states::add,
                            () ->
                                    report(
                                            position,
                                            "no sleep state '"
                                                    + spelling
                                                    + "'"
                                                    + suggest(spelling, spellings)));
        }
        return states;
    }

    private void refuseUnknown(TomlTable table, String prefix, List<String> known) {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                report(
                        table.inputPositionOf(List.of(key)),
                        "unknown '" + prefix + key + "'" + suggest(key, known));
            }
        }
    }

    private static String suggest(String word, List<String> known) {
        return Suggestion.nearest(word, known)
                .map(nearest -> ", did you mean '" + nearest + "'?")
                .orElse(", known: " + String.join(", ", known));
    }

    private void report(@Nullable TomlPosition position, String what) {
        problems.add(
                position == null
                        ? Problem.ofFile(file, what)
                        : new Problem(file, position.line(), position.column(), what));
    }
}
