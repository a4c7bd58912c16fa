package dev.lungfish.host.capabilities;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A libvirtd of our own: its sockets, its configuration and its log are in one folder, it listens
/// on nothing else, and it ends with the test.
final class PrivateLibvirtd implements AutoCloseable {
    private static final int START_LIMIT_SECONDS = 20;

    private final Path folder;
    private final Process process;

    private PrivateLibvirtd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static PrivateLibvirtd start(Path folder) throws IOException {
        Path configuration =
                Files.writeString(
                        folder.resolve("libvirtd.conf"),
                        """
                        unix_sock_dir = "%1$s"
                        auth_unix_ro = "none"
                        auth_unix_rw = "none"
                        log_level = 4
                        log_outputs = "4:file:%1$s/libvirtd.log"
                        """
                                .formatted(folder));
        Process process =
                new ProcessBuilder(
                                "libvirtd",
                                "--config",
                                configuration.toString(),
                                "--pid-file",
                                folder.resolve("libvirtd.pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("libvirtd.out").toFile())
                        .start();
        return new PrivateLibvirtd(folder, process);
    }

    /// What it answers to `virsh capabilities`. virsh itself waits for nothing, so it is asked
    /// again until the socket is there.
    String capabilities() throws IOException, InterruptedException {
        long attempts = START_LIMIT_SECONDS * 10L;
        String problem = "";
        for (long i = 0; i < attempts && process.isAlive(); i++) {
            if (Files.exists(folder.resolve("libvirt-sock"))) {
                Process virsh =
                        new ProcessBuilder(
                                        "virsh",
                                        "--connect",
                                        "qemu+unix:///system?socket="
                                                + folder.resolve("libvirt-sock"),
                                        "capabilities")
                                .redirectErrorStream(true)
                                .start();
                String answer = new String(virsh.getInputStream().readAllBytes(), UTF_8);
                if (virsh.waitFor() == 0) {
                    return answer;
                }
                problem = answer;
            }
            boolean _ = process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError(
                "libvirtd gave no capabilities: " + problem + "\n" + String.join("\n", log()));
    }

    private List<String> log() throws IOException {
        Path log = folder.resolve("libvirtd.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Override
    public void close() {
        process.destroy();
        Process _ = process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
