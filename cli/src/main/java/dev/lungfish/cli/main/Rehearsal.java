package dev.lungfish.cli.main;

import dev.lungfish.cli.command.Interruption;
import dev.lungfish.cli.command.Output;
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
    private static final List<List<String>> ANYWHERE =
            List.of(
                    List.of("capabilities"),
                    List.of("doctor"),
                    List.of("doctor", "--json"),
                    List.of("--help"));

    /// Commands that can write where somebody left something to be settled: not on this machine.
    private static final List<List<String>> ON_RECORDS =
            List.of(
                    List.of("suspend", "mem", "--for", "1h", "--dry-run"),
                    List.of("suspend", "disk", "--for", "1h", "--dry-run", "--json"),
                    List.of("status"),
                    List.of("status", "--json"),
                    List.of("history"),
                    List.of("history", "--json"),
                    List.of("cancel"));

    private Rehearsal() {}

    /// Runs the rehearsal.
    ///
    /// @param arguments the folder of recorded machines
    public static void main(String[] arguments) throws IOException {
        run(ANYWHERE, List.of());
        for (Path machine : machines(Path.of(arguments[0]))) {
            run(ANYWHERE, List.of("--root", machine.toString()));
            run(ON_RECORDS, List.of("--root", machine.toString()));
        }
    }

    private static void run(List<List<String>> commands, List<String> options) {
        for (List<String> command : commands) {
            PrintStream nowhere =
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            Main.run(
                    Stream.concat(command.stream(), options.stream()).toArray(String[]::new),
                    new Output(nowhere, nowhere),
                    new Interruption());
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
