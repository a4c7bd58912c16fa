package dev.lungfish.cli.main;

import java.nio.file.Path;
import java.util.stream.Stream;

/// The entry point of an installed command. The kernel starts the private runtime as the
/// interpreter of `/usr/bin/lungfish` and passes that path before the arguments (execve(2),
/// "Interpreter scripts"), so no shell runs in between.
public final class Installed {
    /// The file of the daemon: `lungfishd OPTIONS` is `lungfish daemon OPTIONS`.
    private static final String DAEMON = "lungfishd";

    private Installed() {}

    /// Runs one command as [Main] does.
    ///
    /// @param arguments the file that was started, and its arguments
    public static void main(String[] arguments) {
        Main.main(asked(arguments));
    }

    /// The arguments of the command `lungfish`.
    static String[] asked(String... arguments) {
        Path file = Path.of(arguments[0]);
        Stream<String> rest = Stream.of(arguments).skip(1);
        return (file.endsWith(DAEMON) ? Stream.concat(Stream.of("daemon"), rest) : rest)
                .toArray(String[]::new);
    }
}
