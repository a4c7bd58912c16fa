package dev.lungfish.cli.main;

import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.cli.command.ExitCode;
import dev.lungfish.cli.command.Interruption;
import dev.lungfish.cli.command.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the commands that one AOT cache is for, on this machine and on recorded ones, and throws
/// their answers away. The JVM watches and writes the cache from what it saw, so that the commands
/// start quickly. Part of the build.
public final class Rehearsal {
    /// Commands that can write where somebody left something to be settled: not in this machine's
    /// state directory.
    private static final List<List<String>> LIGHT =
            List.of(
                    List.of("status"),
                    List.of("status", "--json"),
                    List.of("wakeup", "list"),
                    List.of("history"),
                    List.of("history", "--json"),
                    List.of("cancel"));

    /// The same of all other commands.
    private static final List<List<String>> SLEEPS =
            List.of(
                    List.of("suspend", "mem", "--for", "1h", "--dry-run"),
                    List.of("suspend", "disk", "--for", "1h", "--dry-run", "--json"));

    private static final List<List<String>> OTHERS =
            List.of(
                    List.of("capabilities"),
                    List.of("doctor"),
                    List.of("doctor", "--json"),
                    List.of("--help"));

    private static final List<List<String>> OF_DAEMONS =
            List.of(List.of("status"), List.of("history"), List.of("wakeup", "list"));

    /// Between them they have what most hosts have. What more of them would add to the caches, each
    /// start would load.
    private static final List<String> MACHINES =
            List.of("laptop-with-everything-fine", "server-with-intel-pstate-passive");

    private static final Duration DAEMON_START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private Rehearsal() {}

    /// What a cache is for; `packaging/choose-cache` has the words that choose it.
    private enum Cache {
        VERSION,
        LIGHT,
        ALL
    }

    /// Runs the rehearsal.
    ///
    /// @param arguments `version`, `light` or `all`, and the folder of recorded machines
    public static void main(String[] arguments) {
        Cache cache = Cache.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        List<Path> machines = machines(Path.of(arguments[1]));
        switch (cache) {
            case VERSION -> Installed.main(new String[] {"/usr/bin/lungfish", "--version"});
            case LIGHT -> {
                everywhere(LIGHT, machines);
                withDaemonBeside(machines.getFirst());
            }
            case ALL -> {
                everywhere(LIGHT, machines);
                everywhere(SLEEPS, machines);
                run(OTHERS, List.of());
                machines.forEach(machine -> run(OTHERS, root(machine)));
                serve(machines.getFirst());
            }
        }
        if (cache != Cache.VERSION) {
            // Last, as it ends the process: what all commands have around them.
            Installed.main(
                    new String[] {
                        "/usr/bin/lungfish", "status", "--root", machines.getFirst().toString()
                    });
        }
    }

    private static void everywhere(List<List<String>> commands, List<Path> machines) {
        machines.forEach(machine -> run(commands, root(machine)));
        // Some code only this machine needs. Nothing of it is open in a state directory of its own.
        onCopy(machines.getFirst(), tree -> run(commands, List.of("--state", tree + "/state")));
    }

    private static List<String> root(Path machine) {
        return List.of("--root", machine.toString());
    }

    /// What needs a copy of a machine, as it writes there.
    @FunctionalInterface
    private interface OnCopy {
        void run(String tree) throws IOException, InterruptedException;
    }

    private static void onCopy(Path machine, OnCopy work) {
        try {
            Path folder = Files.createTempDirectory("lungfish-rehearsal-");
            try {
                copy(machine, folder.resolve("tree"));
                work.run(folder.resolve("tree").toString());
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks a daemon in a process of its own, whose code is not to come into the cache.
    private static void withDaemonBeside(Path machine) {
        onCopy(
                machine,
                tree -> {
                    List<String> daemon =
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Main.class.getName(),
                                    "--root",
                                    tree,
                                    "daemon");
                    // It ends with the tunnel, through which nothing is said.
                    try (ByteChannel _ = ThisProcess.tunnel(daemon)) {
                        if (isThere(Path.of(tree, "run/lungfish/libvirt-sock"))) {
                            run(OF_DAEMONS, List.of("--connect", uri(tree)));
                        }
                    }
                });
    }

    private static boolean isThere(Path file) throws InterruptedException {
        for (int look = 0; look < DAEMON_START.toMillis() / LOOK.toMillis(); look++) {
            if (Files.exists(file)) {
                return true;
            }
            boolean _ = new CountDownLatch(1).await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /// Lets a daemon begin, serve and end.
    private static void serve(Path machine) {
        onCopy(machine, Rehearsal::serve);
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
            run(OF_DAEMONS, List.of("--connect", uri(tree)));
            run(SLEEPS, List.of("--connect", uri(tree)));
        }
        interruption.interrupt();
        daemon.join();
    }

    private static String uri(String tree) {
        return "lungfish+unix:///system?socket=" + tree + "/run/lungfish/libvirt-sock";
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
            ExitCode _ =
                    Main.run(
                            Stream.concat(command.stream(), options.stream())
                                    .toArray(String[]::new),
                            new Output(nowhere, nowhere),
                            new Interruption());
        }
    }

    private static List<Path> machines(Path folder) {
        return MACHINES.stream().map(folder::resolve).toList();
    }
}
