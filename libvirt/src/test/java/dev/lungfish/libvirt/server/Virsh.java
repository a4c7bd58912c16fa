package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the real virsh.
final class Virsh {
    private static final long MOST_SECONDS = 90;

    private Virsh() {}

    record Outcome(int exitCode, String output) {}

    static Outcome run(Path folder, String uri, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("virsh", "-c", uri));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    static Outcome run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "output", ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end");
        }
        return new Outcome(
                process.exitValue(), Files.readString(log, StandardCharsets.UTF_8).strip());
    }
}
