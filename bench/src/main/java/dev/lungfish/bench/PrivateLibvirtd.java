package dev.lungfish.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A libvirtd of our own for one run: its own configuration, sockets and log in a folder of its
/// own, no network. Its QEMU driver is the system's, so it does not run beside another libvirtd.
final class PrivateLibvirtd implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final Process process;

    private PrivateLibvirtd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Starts it and waits until it answers.
    ///
    /// @throws IOException where it does not start or does not answer in time, with its log's end
    static PrivateLibvirtd start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lungfish-bench-");
        Path configuration =
                Files.writeString(
                        folder.resolve("libvirtd.conf"),
                        """
                        listen_tls = 0
                        listen_tcp = 0
                        unix_sock_dir = "%s"
                        auth_unix_ro = "none"
                        auth_unix_rw = "none"
                        """
                                .formatted(folder));
        Process process =
                new ProcessBuilder(
                                "libvirtd",
                                "--config",
                                configuration.toString(),
                                "--pid-file",
                                folder.resolve("pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        PrivateLibvirtd libvirtd = new PrivateLibvirtd(folder, process);
        try {
            libvirtd.awaitAnswer();
            return libvirtd;
        } catch (IOException | InterruptedException e) {
            libvirtd.close();
            throw e;
        }
    }

    /// The URI under which `virsh` reaches it.
    String uri() {
        return "qemu:///system?socket=" + folder.resolve("libvirt-sock");
    }

    long processId() {
        return process.pid();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        Command question = Command.of("virsh", "-c", uri(), "version");
        while (true) {
            try {
                question.run();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("libvirtd does not answer: " + logEnd(), e);
                }
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
    }

    private String logEnd() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        return lines.isEmpty() ? "its log is empty" : lines.getLast();
    }

    /// Ends it, by force where it does not end by itself, and removes its folder.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
