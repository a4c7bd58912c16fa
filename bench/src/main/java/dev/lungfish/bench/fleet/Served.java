package dev.lungfish.bench.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A process of a class of this bench that says `ready`, and a line for each line that it gets.
///
/// @param process whose end is that of its input
record Served(Process process, BufferedReader answers, Writer questions) implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int USER_TIME = 11;

    static Served start(Class<?> main, String heap, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                heap,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Served served = new Served(process, process.inputReader(), process.outputWriter());
        String line = served.answers.readLine();
        if (!"ready".equals(line)) {
            process.destroyForcibly();
            throw new IOException("%s said %s".formatted(main.getSimpleName(), line));
        }
        return served;
    }

    /// Asks and waits for the answer.
    String ask() throws IOException {
        questions.write("\n");
        questions.flush();
        return String.valueOf(answers.readLine());
    }

    /// What it has used. **Source:** proc(5), `/proc/pid/stat`, utime and stime in ticks of 10 ms.
    Duration processor() throws IOException {
        return processor(process.pid());
    }

    /// The same of any process.
    static Duration processor(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK.multipliedBy(
                Long.parseLong(words[USER_TIME]) + Long.parseLong(words[USER_TIME + 1]));
    }

    /// The most memory that it ever had resident, in KiB. **Source:** proc(5), `VmHWM`.
    long mostResident() throws IOException {
        return mostResident(process.pid());
    }

    /// The same of any process.
    static long mostResident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
