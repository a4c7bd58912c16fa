package dev.lungfish.cli.command;

import dev.lungfish.agent.report.WrappedText;
import dev.lungfish.linux.process.TerminalSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a long answer is shown on a terminal.
///
/// **Source:** no-color.org: a variable NO_COLOR that is not empty means no colours.
///
/// @param columns of the terminal; empty where they are not known, so that lines are as they are
/// @param coloured whether it has colours, and they are wanted
record Page(Optional<Integer> columns, boolean coloured) {
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";

    /// The word of a row that says how it stands.
    private static final Pattern STANDING =
            Pattern.compile(
                    "(?<=[ ])(supported|proved|unsupported|failed|unknown|unproved|to do:)(?= |$)");

    private static final Map<String, String> COLOURS =
            Map.of(
                    "supported", "\u001b[32m",
                    "proved", "\u001b[32m",
                    "unsupported", "\u001b[31m",
                    "failed", "\u001b[31m",
                    "unknown", "\u001b[33m",
                    "unproved", "\u001b[33m",
                    "to do:", BOLD);

    /// Of this process.
    static Page ofTerminal(Map<String, String> environment) {
        return new Page(
                TerminalSize.now().map(TerminalSize::columns),
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb"));
    }

    /// The text as it is shown.
    String of(String text) {
        return text.lines()
                .flatMap(line ->
                        columns
                                .filter(_ -> !line.isEmpty())
                                .map(room -> WrappedText.of(line, room))
                                .orElse(List.of(line))
                                .stream())
                .map(line -> coloured ? coloured(line) : line)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /// Headings are bold; of each row the word that says how it stands has a colour.
    private static String coloured(String line) {
        if (!line.isEmpty() && line.charAt(0) != ' ') {
            return BOLD + line + RESET;
        }
        Matcher standing = STANDING.matcher(line);
        return standing.find()
                ? String.join(
                        "",
                        line.substring(0, standing.start()),
                        COLOURS.getOrDefault(standing.group(), ""),
                        standing.group(),
                        RESET,
                        line.substring(standing.end()))
                : line;
    }
}
