package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lungfish.testkit.RecordedMachines;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A recorded machine with a kernel that is played from outside, and the commands on it.
final class PlayedMachine implements AutoCloseable {
    /// No delay; and tolerances that a kernel keeps which is played on a busy machine.
    private static final String CONFIGURATION =
            """
            sleep.delay = "0s"
            [wake]
            early_tolerance = "5s"
            memory_late_tolerance = "30s"
            """;

    private final Path tree;
    private final List<Process> processes = new ArrayList<>();
    private final List<BufferedReader> outputs = new ArrayList<>();

    private PlayedMachine(Path tree) {
        this.tree = tree;
    }

    /// A copy of a recorded machine, configured without a delay, whose RTC has not been tested.
    static PlayedMachine untested(String machine, Path folder) {
        Path tree = folder.resolve("tree");
        RecordedMachines.named(machine).copyTo(tree);
        return new PlayedMachine(tree).write("/etc/lungfish/lungfish.toml", CONFIGURATION);
    }

    /// The same, whose RTC passed its test already.
    ///
    /// @param tests the file that keeps tests
    static PlayedMachine tested(String machine, Path folder, String tests) {
        return untested(machine, folder).write("/var/lib/lungfish/rtc-tests.json", tests);
    }

    /// Lets the kernel play.
    ///
    /// @param scenario with its arguments
    PlayedMachine play(String... scenario) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(
                                                System.getProperty("lungfish.checkout", ""),
                                                "testkit",
                                                "play-kernel")
                                        .toString(),
                                tree.toString()));
        command.addAll(List.of(scenario));
        awaitLine(start(command, Map.of()), "ready");
        return this;
    }

    /// Runs a command in this process.
    Told run(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code =
                new Lungfish(
                                new Output(
                                        new PrintStream(out, false, UTF_8),
                                        new PrintStream(err, false, UTF_8)),
                                new Interruption())
                        .run(onTree(command).toArray(String[]::new));
        return new Told(code.number(), out.toString(UTF_8), err.toString(UTF_8));
    }

    /// Starts a command in a process of its own, as the shell would.
    Process start(String... command) throws IOException {
        return start(Map.of(), command);
    }

    /// The same with some more in its environment.
    Process start(Map<String, String> environment, String... command) throws IOException {
        List<String> java =
                new ArrayList<>(
                        List.of(
                                // As at a terminal: what a shell starts in the background ignores
                                // an interrupt, what nohup starts a hang-up, and so does all that
                                // they start.
                                "env",
                                "--default-signal=INT,HUP",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                "dev.lungfish.cli.main.Main"));
        java.addAll(onTree(command));
        return start(java, environment);
    }

    private Process start(List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        outputs.add(new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
        return process;
    }

    /// Reads what a process tells until a line with these words; what it told by then.
    String awaitLine(Process process, String words) throws IOException {
        StringBuilder told = new StringBuilder();
        BufferedReader output = outputs.get(processes.indexOf(process));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            told.append(line).append('\n');
            if (line.contains(words)) {
                return told.toString();
            }
        }
        throw new IOException("'" + words + "' is not among what it told: " + told);
    }

    /// Waits for the end of a process; what it told since it was last read.
    Told awaitEnd(Process process) throws IOException, InterruptedException {
        String told = String.join("\n", outputs.get(processes.indexOf(process)).readAllLines());
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IOException("it does not end, and told " + told);
        }
        return new Told(process.exitValue(), told, "");
    }

    /// The kernel that plays.
    Process kernel() {
        return processes.getFirst();
    }

    /// A daemon that is named has its own tree. The configuration of the machine is named, which
    /// asks for the ports and programs in it.
    private List<String> onTree(String... command) {
        if (List.of(command).contains("--connect")) {
            return List.of(command);
        }
        List<String> words = new ArrayList<>(List.of("--root", tree.toString()));
        Path configuration = file("/etc/lungfish/lungfish.toml");
        boolean asked = Stream.of(command).anyMatch(Set.of("--config", "--check-config")::contains);
        if (Files.exists(configuration) && !asked) {
            words.addAll(List.of("--config", configuration.toString()));
        }
        words.addAll(List.of(command));
        return words;
    }

    String read(String path) {
        try {
            return Files.readString(tree.resolve(path.substring(1))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until a file shows something: whoever plays the kernel takes a moment for it.
    void await(String path, String content) throws InterruptedException {
        for (int tries = 0; tries < 100 && !read(path).equals(content); tries++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (!read(path).equals(content)) {
            throw new AssertionError(path + " does not come to show " + content);
        }
    }

    /// A file of the machine, by its path there.
    Path file(String path) {
        return tree.resolve(path.substring(1));
    }

    boolean exists(String path) {
        return Files.exists(tree.resolve(path.substring(1)));
    }

    PlayedMachine write(String path, String content) {
        try {
            Path file = tree.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All files with their content, to be compared.
    List<String> snapshot() {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + ": " + content(file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
    }

    /// What a command told.
    record Told(int code, String out, String err) {}
}
