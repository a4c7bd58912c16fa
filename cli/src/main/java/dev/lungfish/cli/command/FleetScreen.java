package dev.lungfish.cli.command;

import dev.lungfish.agent.report.SanitizedText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How answers of a controller are shown: on a terminal as wide as it is, with the headings bold
/// and each state in its colour; elsewhere as they are.
///
/// @param page of the terminal; empty where nobody watches
record FleetScreen(Output output, Optional<Page> page) {
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String BLUE = "\u001b[34m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private static final Pattern HEADING = Pattern.compile("[A-Z]+( [A-Z]+)*(  .*)?");

    private static final Map<String, String> COLOURS =
            Map.ofEntries(
                    Map.entry("awake", GREEN),
                    Map.entry("settling", GREEN),
                    Map.entry("draining", GREEN),
                    Map.entry("asleep", BLUE),
                    Map.entry("ordered", BLUE),
                    Map.entry("external", BLUE),
                    Map.entry("unknown", YELLOW),
                    Map.entry("due", YELLOW),
                    Map.entry("waking", YELLOW),
                    Map.entry("limbo", YELLOW),
                    Map.entry("maintenance", YELLOW),
                    Map.entry("overdue", RED),
                    Map.entry("lost", RED),
                    Map.entry("sick", RED));

    private static final Pattern STATE =
            Pattern.compile(
                    "(?<= {2}|^)(%s)(?= {2}|$)".formatted(String.join("|", COLOURS.keySet())));

    static FleetScreen of(Output output) {
        return new FleetScreen(
                output,
                output.terminal()
                        ? Optional.of(Page.ofTerminal(System.getenv()))
                        : Optional.empty());
    }

    /// How many columns there are; empty for as many as are needed.
    Optional<Integer> room() {
        return page.flatMap(Page::columns);
    }

    /// Shows a text.
    ///
    /// @param anew whether it takes the place of all that a terminal shows
    void show(String text, boolean anew) {
        boolean coloured = page.filter(Page::coloured).isPresent();
        String shown =
                SanitizedText.ofLines(text)
                        .lines()
                        .map(line -> coloured ? coloured(line) : line)
                        .collect(Collectors.joining("\n", "", "\n"));
        output.draw(anew && page.isPresent() ? CLEAR + shown : shown);
    }

    static String coloured(String line) {
        if (HEADING.matcher(line).matches()) {
            return BOLD + line + RESET;
        }
        return STATE.matcher(line)
                .replaceAll(found ->
                        String.join(
                                "", COLOURS.getOrDefault(found.group(), ""), found.group(), RESET));
    }
}
