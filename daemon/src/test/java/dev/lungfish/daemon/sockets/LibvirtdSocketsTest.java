package dev.lungfish.daemon.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibvirtdSocketsTest {
    @TempDir private Path folder;

    @Test
    void isTheDaemonOfQemuAloneBeforeLibvirtd() throws Exception {
        LibvirtdSockets sockets = new LibvirtdSockets(folder);
        Files.createFile(folder.resolve("libvirt-sock"));
        Files.createFile(folder.resolve("libvirt-sock-ro"));
        assertThat(sockets.toAct()).contains(folder.resolve("libvirt-sock"));

        Files.createFile(folder.resolve("virtqemud-sock"));
        Files.createFile(folder.resolve("virtqemud-sock-ro"));

        assertThat(sockets.toAct()).contains(folder.resolve("virtqemud-sock"));
        assertThat(sockets.toLook()).contains(folder.resolve("virtqemud-sock-ro"));
    }

    @Test
    void isNobodyWhereNoDaemonListens() {
        LibvirtdSockets sockets = new LibvirtdSockets(folder);

        assertThat(sockets.toAct()).isEmpty();
        assertThat(sockets.toLook()).isEmpty();
    }

    @Test
    void isRememberedWhereItHasEnded() throws Exception {
        LibvirtdSockets sockets = new LibvirtdSockets(folder);
        assertThat(sockets.known()).isEmpty();
        Path socket = Files.createFile(folder.resolve("libvirt-sock"));
        assertThat(sockets.known()).contains(socket);

        Files.delete(socket);

        assertThat(sockets.toAct()).isEmpty();
        assertThat(sockets.known()).contains(socket);
    }

    @Test
    void isOpenToAllByTheFilesPermissions() throws Exception {
        Path socket = Files.createFile(folder.resolve("libvirt-sock-ro"));

        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(LibvirtdSockets.isOpenToAll(socket)).isTrue();
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(LibvirtdSockets.isOpenToAll(socket)).isFalse();
        assertThat(LibvirtdSockets.isOpenToAll(folder.resolve("missing"))).isFalse();
    }
}
