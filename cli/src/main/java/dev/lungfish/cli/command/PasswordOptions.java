package dev.lungfish.cli.command;

import dev.lungfish.agent.config.SecretFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The two ways in which a SecureOn password is given: in the open, or by a file.
final class PasswordOptions {
    static final String PASSWORD = "--password";
    private static final String FILE = "--password-file";

    private PasswordOptions() {}

    static List<OptionSpec> options(String description) {
        return List.of(
                OptionSpec.builder(PASSWORD)
                        .paramLabel("PASSWORD")
                        .type(String.class)
                        .description(description + "; everybody sees it in the list of processes")
                        .build(),
                OptionSpec.builder(FILE)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("the same from the first line of FILE, or of - (stdin)")
                        .build());
    }

    /// The password that was given.
    ///
    /// @throws IllegalArgumentException where both were given, or the file can't be read
    static Optional<String> asked(ParseResult arguments) {
        Optional<String> open = Optional.ofNullable(arguments.matchedOptionValue(PASSWORD, null));
        Optional<String> file = Optional.ofNullable(arguments.matchedOptionValue(FILE, null));
        if (open.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(PASSWORD + " and " + FILE + " exclude each other");
        }
        if (file.isEmpty()) {
            return open;
        }
        try {
            return Optional.of(SecretFile.firstLine(file.get()));
        } catch (IOException e) {
            throw new IllegalArgumentException(FILE + " " + file.get() + ": " + e.getMessage(), e);
        }
    }
}
