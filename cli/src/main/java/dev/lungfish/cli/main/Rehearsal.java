package dev.lungfish.cli.main;

import dev.lungfish.cli.command.Interruption;
import dev.lungfish.cli.command.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    private static final List<List<String>> OF_DAEMONS =
            List.of(
                    List.of("status"),
                    List.of("history"),
                    List.of("capabilities"),
                    List.of("doctor"),
                    List.of("suspend", "mem", "--for", "1h", "--dry-run"));

    private static final Duration DAEMON_START = Duration.ofSeconds(60);

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
        machines(Path.of(arguments[0])).stream().findFirst().ifPresent(Rehearsal::serve);
        // Last, as it ends the process: what all commands have around them.
        Installed.main(new String[] {"/usr/bin/lungfish", "--version"});
    }

    /// Lets a daemon begin, serve and end, on a copy of a machine: it writes.
    private static void serve(Path machine) {
        try {
            Path folder = Files.createTempDirectory("lungfish-rehearsal-");
            try {
                copy(machine, folder.resolve("tree"));
                serve(folder.resolve("tree").toString());
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void serve(String tree) throws InterruptedException {
        Interruption interruption = new Interruption();
        CountDownLatch ready = new CountDownLatch(1);
        PrintStream log =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
                    @Override
                    public void println(@Nullable String line) {
                        if (line != null && line.contains(" ready ")) {
                            ready.countDown();
                        }
                    }
                };
        Thread daemon =
                Thread.ofPlatform()
                        .start(() ->
                                interruption.ended(
                                        Main.run(
                                                new String[] {"--root", tree, "daemon"},
                                                new Output(log, log),
                                                interruption)));
        if (ready.await(DAEMON_START.toMillis(), TimeUnit.MILLISECONDS)) {
            String uri = "lungfish+unix:///system?socket=" + tree + "/run/lungfish/libvirt-sock";
            run(OF_DAEMONS, List.of("--connect", uri));
        }
        interruption.interrupt();
        daemon.join();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
