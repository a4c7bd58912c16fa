package dev.lungfish.bench;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.testkit.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in its own process.
///
/// @param name in the table
/// @param opens whether it uses libvirt's protocol
/// @param toFirstAnswer from the start of its process to its first answer
record ServedProcess(
        String name, Process process, Path socket, boolean opens, Duration toFirstAnswer)
        implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(1);

    /// Starts it and waits for its first answer to a trivial call.
    static ServedProcess start(
            String name, Path folder, Path socket, boolean opens, List<String> command)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        process.getOutputStream().close();
        CallLoad probe = new CallLoad(socket, Remote.GET_LIB_VERSION, opens);
        while (true) {
            try {
                if (Files.exists(socket)) {
                    probe.once();
                    return new ServedProcess(
                            name,
                            process,
                            socket,
                            opens,
                            Duration.ofNanos(System.nanoTime() - began));
                }
            } catch (IOException e) {
                // Not yet.
                Thread.sleep(STEP);
            }
            if (!process.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
                process.destroyForcibly();
                throw new IOException(
                        name + " does not answer: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(STEP);
        }
    }

    /// Its resident memory in KiB.
    long residentKibibytes() throws IOException {
        return ResidentMemory.kibibytes(process);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
