package dev.lungfish.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server of SSH of our own on the loopback interface, with keys that were made for it, and what
/// a client needs to come in as root. Needs root. For use by one thread.
final class PrivateSshd implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    /// Without it the server does not start; Debian's service makes it.
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    private PrivateSshd(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /// Starts it and waits until it takes connections.
    ///
    /// @param folder for its files; made if it is missing
    static PrivateSshd start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(PRIVILEGE_SEPARATION);
        Files.createDirectories(folder);
        makeKey(folder.resolve("host"));
        makeKey(folder.resolve("client"));
        int port = FreePort.onLoopback();
        Files.writeString(
                folder.resolve("sshd_config"),
                """
                ListenAddress 127.0.0.1:%1$d
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/client.pub
                AuthenticationMethods publickey
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                PidFile none
                """
                        .formatted(port, folder));
        Files.writeString(
                folder.resolve("ssh_config"),
                """
                UserKnownHostsFile %1$s/known
                GlobalKnownHostsFile none
                BatchMode yes
                """
                        .formatted(folder));
        Files.writeString(
                folder.resolve("known"),
                "[127.0.0.1]:%d %s".formatted(port, Files.readString(folder.resolve("host.pub"))));
        Files.writeString(
                folder.resolve("ssh"),
                "#!/bin/sh\nexec ssh -F '%s/ssh_config' \"$@\"\n".formatted(folder));
        Files.setPosixFilePermissions(
                folder.resolve("ssh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process =
                new ProcessBuilder(
                                "/usr/sbin/sshd",
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("sshd_config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        PrivateSshd sshd = new PrivateSshd(folder, port, process);
        sshd.awaitConnection();
        return sshd;
    }

    /// A URI that leads to a socket of this machine through it.
    ///
    /// @param driver as in `qemu`
    /// @param path as in `/system`
    String uri(String driver, String path, Path socket) {
        return "%s+ssh://root@127.0.0.1:%d%s?socket=%s&keyfile=%s/client&command=%s/ssh"
                .formatted(driver, port, path, socket, folder, folder);
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        Process keygen =
                new ProcessBuilder(
                                List.of(
                                        "ssh-keygen",
                                        "-q",
                                        "-t",
                                        "ed25519",
                                        "-N",
                                        "",
                                        "-f",
                                        file.toString()))
                        .inheritIO()
                        .start();
        if (keygen.waitFor() != 0) {
            throw new IOException("ssh-keygen made no key '%s'".formatted(file));
        }
    }

    private void awaitConnection() throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50); // not yet
            }
        }
        process.destroyForcibly();
        throw new IOException("sshd does not listen: " + Files.readString(folder.resolve("log")));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
