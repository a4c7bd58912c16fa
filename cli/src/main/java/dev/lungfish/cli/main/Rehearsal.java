package dev.lungfish.cli.main;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs the commands that read, on this machine and on recorded ones, and throws their answers
/// away. The JVM watches and writes its AOT cache from what it saw, so that the commands start
/// quickly. Part of the build.
public final class Rehearsal {
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("capabilities"),
                    List.of("doctor"),
                    List.of("doctor", "--json"),
                    List.of("--help"));

    private Rehearsal() {}

    /// Runs the rehearsal.
    ///
    /// @param arguments the folder of recorded machines
    public static void main(String[] arguments) throws IOException {
        run(List.of());
        for (Path machine : machines(Path.of(arguments[0]))) {
            run(List.of("--root", machine.toString()));
        }
    }

    private static void run(List<String> options) {
        for (List<String> command : COMMANDS) {
            PrintStream nowhere =
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            Main.run(
                    Stream.concat(command.stream(), options.stream()).toArray(String[]::new),
                    nowhere,
                    nowhere);
        }
    }

    private static List<Path> machines(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }
}
