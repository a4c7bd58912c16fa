package dev.lungfish.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A private libvirtd: its sockets, its configuration and its log are in one folder, it listens on
/// nothing else, and it ends when it is closed. Its QEMU driver is the system's, so it does not run
/// beside another libvirtd. For use by one thread.
public final class PrivateLibvirtd implements AutoCloseable {
    private static final int START_LIMIT_SECONDS = 20;
    private static final int STOP_LIMIT_SECONDS = 10;

    /// Mounts a folder of tables over the firmware's, only for this process, and becomes the
    /// program that follows.
    private static final String WITH_FIRMWARE =
            """
            mount -t tmpfs none /sys/firmware
            mkdir -p /sys/firmware/dmi
            cp -r "$1" /sys/firmware/dmi/tables
            shift
            exec "$@"
            """;

    private final Path folder;
    private final Process process;

    private PrivateLibvirtd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// The output of virsh, and its exit code.
    public record Answer(int exitCode, String text) {}

    /// Starts it and waits until it answers.
    ///
    /// @param folder remains when it ends
    /// @throws IOException if it does not start or does not answer in time, with its log
    public static PrivateLibvirtd start(Path folder) throws IOException, InterruptedException {
        return start(folder, List.of(), List.of());
    }

    /// Starts it with the SMBIOS tables of a host's files instead of the machine's.
    public static PrivateLibvirtd start(Path folder, HostFiles host)
            throws IOException, InterruptedException {
        return start(
                folder,
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-euc",
                        WITH_FIRMWARE,
                        "sh",
                        host.at("/sys/firmware/dmi/tables").toString()),
                List.of());
    }

    /// Starts it within a command that becomes the one that follows it.
    ///
    /// @param settings lines of its configuration, before ours: the first of two counts
    static PrivateLibvirtd start(Path folder, List<String> within, List<String> settings)
            throws IOException, InterruptedException {
        Path configuration =
                Files.writeString(
                        folder.resolve("libvirtd.conf"),
                        """
                        %2$s
                        listen_tls = 0
                        listen_tcp = 0
                        unix_sock_dir = "%1$s"
                        auth_unix_ro = "none"
                        auth_unix_rw = "none"
                        log_level = 4
                        log_outputs = "4:file:%1$s/libvirtd.log"
                        """
                                .formatted(folder, String.join("\n", settings)));
        List<String> command = new ArrayList<>(within);
        command.addAll(
                List.of(
                        "libvirtd",
                        "--listen",
                        "--config",
                        configuration.toString(),
                        "--pid-file",
                        folder.resolve("libvirtd.pid").toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("libvirtd.out").toFile())
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

    /// The URI under which virsh reaches it.
    public String uri() {
        return "qemu+unix:///system?socket=" + folder.resolve("libvirt-sock");
    }

    public long processId() {
        return process.pid();
    }

    /// Its answer to a command of virsh.
    ///
    /// @throws IOException if virsh can't be started, or can't reach it
    public Answer virsh(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("virsh", "--connect", uri()));
        command.addAll(List.of(words));
        Process virsh = new ProcessBuilder(command).redirectErrorStream(true).start();
        virsh.getOutputStream().close();
        String answer = new String(virsh.getInputStream().readAllBytes(), UTF_8);
        int code = virsh.waitFor();
        if (answer.contains("failed to connect to the hypervisor")) {
            throw new IOException("libvirtd does not answer: " + answer);
        }
        return new Answer(code, answer);
    }

    /// virsh does not wait, so retry until the socket exists.
    private void awaitAnswer() throws IOException, InterruptedException {
        String problem = "";
        long attempts = START_LIMIT_SECONDS * 10L;
        for (long i = 0; i < attempts && process.isAlive(); i++) {
            if (Files.exists(folder.resolve("libvirt-sock"))) {
                try {
                    Answer version = virsh("version");
                    if (version.exitCode() == 0) {
                        return;
                    }
                    problem = version.text();
                } catch (IOException e) {
                    problem = String.valueOf(e.getMessage());
                }
            }
            boolean _ = process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new IOException(
                "libvirtd does not answer: %s\n%s%s"
                        .formatted(problem, read("libvirtd.out"), read("libvirtd.log")));
    }

    private String read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /// Kills it.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        int _ = process.waitFor();
    }

    /// Ends it, by force if necessary.
    @Override
    public void close() {
        process.destroy();
        Process _ =
                process.onExit()
                        .completeOnTimeout(process, STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                        .join();
        process.destroyForcibly();
    }
}
