package dev.lungfish.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// `lungfish help COMMAND`, as git and systemd's tools have it, means `lungfish COMMAND --help`.
final class HelpWord {
    private static final String WORD = "help";
    private static final String OPTION = "--help";

    /// Commands whose first argument is an action, so that `help` there is no name of anything.
    private static final List<String> WITH_ACTIONS = List.of("cpu", "policy", "wakeup");

    private HelpWord() {}

    /// The arguments with the option in place of the word.
    static String[] asOption(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        if (!words.isEmpty() && words.getFirst().equals(WORD)) {
            return moved(words, 0);
        }
        return words.size() > 1
                        && WITH_ACTIONS.contains(words.getFirst())
                        && words.get(1).equals(WORD)
                ? moved(words, 1)
                : arguments;
    }

    private static String[] moved(List<String> words, int at) {
        return Stream.of(words.subList(0, at), words.subList(at + 1, words.size()), List.of(OPTION))
                .flatMap(List::stream)
                .distinct()
                .toArray(String[]::new);
    }
}
