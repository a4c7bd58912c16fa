package dev.lungfish.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Options and arguments that take one of a few words.
///
/// @param what an option's name or an argument's label
/// @param values all values
/// @param spelling the word for each
record EnumOption<T>(String what, List<T> values, Function<T, String> spelling) {
    static <E extends Enum<E>> EnumOption<E> of(
            String what, E[] values, Function<E, String> spelling) {
        return new EnumOption<>(what, Arrays.asList(values), spelling);
    }

    OptionSpec option(String description) {
        return OptionSpec.builder(what)
                .paramLabel(joined("|"))
                .type(String.class)
                .description(description)
                .build();
    }

    String joined(String between) {
        return values.stream().map(spelling).collect(Collectors.joining(between));
    }

    Optional<T> matched(CommandSpec spec, ParseResult arguments) {
        String word = arguments.matchedOptionValue(what, "");
        return arguments.hasMatchedOption(what)
                ? Optional.of(understand(spec, word))
                : Optional.empty();
    }

    /// @throws ParameterException where the word is none of them
    T understand(CommandSpec spec, String word) {
        return values.stream()
                .filter(value -> spelling.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(),
                                "no %s '%s': one of %s expected"
                                        .formatted(what, word, joined(", "))));
    }
}
