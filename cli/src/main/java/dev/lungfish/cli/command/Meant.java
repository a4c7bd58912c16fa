package dev.lungfish.cli.command;

import dev.lungfish.agent.config.Suggestion;
import dev.lungfish.api.DeviceChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What somebody probably meant who mistyped a command or an option. Only what is a few letters
/// away is suggested, and never an option that takes a protection away: it is to be written by who
/// looked for it.
final class Meant {
    private static final Set<String> NEVER =
            Set.of(
                    SuspendCommand.UNBOUNDED,
                    SuspendCommand.IGNORE_BLOCKER,
                    "--" + DeviceChange.OFF.spelling(),
                    PasswordOptions.PASSWORD);

    private Meant() {}

    /// The word that was meant; empty where none is near.
    static Optional<String> by(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        CommandSpec spec = failure.getCommandLine().getCommandSpec();
        String word = unmatched.getUnmatched().getFirst().split("=", 2)[0];
        return Suggestion.nearest(word, word.startsWith("-") ? options(spec) : commands(spec));
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--") && !NEVER.contains(name))
                .toList();
    }

    private static List<String> commands(CommandSpec spec) {
        return List.copyOf(spec.subcommands().keySet());
    }
}
