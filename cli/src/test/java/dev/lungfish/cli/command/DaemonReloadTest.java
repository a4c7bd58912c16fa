package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bad luck of one boot, and what comes later: the daemon is there, and takes it by itself or
/// by SIGHUP.
@NeedsProgram(
        value = {"virsh", "openssl"},
        install = "libvirt-clients openssl")
class DaemonReloadTest {
    @TempDir private Path folder;
    private ServedMachine machine;
    private Path pki;

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
        pki = Files.createDirectory(folder.resolve("pki"));
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    @SuppressWarnings("try") // the port becomes free before the end
    void servesThisMachineWhereNothingElseCanBeOpenedYet() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process daemon =
                    machine.serve(
                            configuration(
                                    "tcp = 'comes-later.invalid:16509'",
                                    "[metrics]",
                                    "listen = '127.0.0.1:%d'".formatted(taken.getLocalPort())));

            assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodeinfo").code()).isZero();
            assertThat(machine.told())
                    .contains(
                            "no address is known of 'comes-later.invalid'",
                            "servercert.pem",
                            "Address already in use",
                            "ready listeners=4");

            copy(Certificates.in(folder.resolve("made"), "ec"));
            taken.close();
            assertThat(machine.played().awaitLine(daemon, "metrics-opened"))
                    .contains("listening at=\"tls 127.0.0.1:0\"");
        }
    }

    /// A wrong group opens no socket wider, and a folder that can't be made closes no other.
    @Test
    void servesRootWhereTheGroupIsMissingAndAFolderIsInTheWay() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "");

        Process daemon =
                machine.serve(
                        "[daemon]",
                        "group = 'nobody-has-this-group'",
                        "libvirt_socket_folder = '%s/sockets'".formatted(file));

        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodeinfo").code()).isZero();
        assertThat(Files.getPosixFilePermissions(machine.file("libvirt-sock")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(machine.told())
                .contains(
                        "this machine has no group 'nobody-has-this-group'",
                        "sockets' for sockets can't be made",
                        "ready listeners=2")
                .doesNotContain("Exception");

        Files.delete(file);
        assertThat(machine.played().awaitLine(daemon, "virtlungfishd-sock-ro"))
                .contains("listening");
    }

    @Test
    void showsTheCertificatesThatAreThereAfterASignal() throws Exception {
        copy(Certificates.in(folder.resolve("first"), "ec"));
        Process daemon = machine.serve(configuration());
        String before = serial(machine.port("tls"));

        copy(Certificates.in(folder.resolve("second"), "ec"));
        hangUp(daemon);
        String told = machine.played().awaitLine(daemon, "listening at=\"tls");
        String after = serial(told.replaceAll("(?s).*at=\"tls.*port=([0-9]+).*", "$1"));

        assertThat(told).contains("reloading changed=false");
        assertThat(after).isNotEqualTo(before).isEqualTo(serial(pki.resolve("servercert.pem")));

        Files.writeString(pki.resolve("servercert.pem"), "half a file");
        hangUp(daemon);
        assertThat(machine.played().awaitLine(daemon, "certificates were not renewed"))
                .contains("servercert.pem");
        assertThat(daemon.isAlive()).isTrue();
    }

    @Test
    void takesANewConfigurationAndKeepsTheOldWhereItCanNotBeUsed() throws Exception {
        Process daemon = machine.serve();

        machine.played().write(ServedMachine.CONFIGURATION, "[sleep]\ndelay = 'soon'\n");
        hangUp(daemon);
        assertThat(machine.played().awaitLine(daemon, "not reloaded")).contains("delay");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodeinfo").code()).isZero();

        machine.played().write(ServedMachine.CONFIGURATION, "[daemon]\nlibvirt_sockets = false\n");
        hangUp(daemon);
        assertThat(machine.played().awaitLine(daemon, "ready listeners"))
                .contains("reloading changed=true", "ready listeners=2");
        assertThat(machine.virsh(machine.socket("libvirt-sock"), "nodeinfo").code()).isZero();
        assertThat(machine.played().exists("/run/libvirt/virtlungfishd-sock")).isFalse();

        daemon.toHandle().destroy();
        assertThat(machine.played().awaitEnd(daemon).code()).isZero();
    }

    private String[] configuration(String... more) {
        return Stream.concat(
                        Stream.of(
                                "[daemon]",
                                "tls = '127.0.0.1:0'",
                                "tls_certificate = '%s'".formatted(pki.resolve("servercert.pem")),
                                "tls_key = '%s'".formatted(pki.resolve("serverkey.pem")),
                                "tls_authority = '%s'".formatted(pki.resolve("cacert.pem"))),
                        List.of(more).stream())
                .toArray(String[]::new);
    }

    private void copy(Path made) throws Exception {
        for (String name : List.of("cacert.pem", "serverkey.pem", "servercert.pem")) {
            Files.copy(made.resolve(name), pki.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void hangUp(Process daemon) throws Exception {
        String _ = output("kill", "-HUP", Long.toString(daemon.pid()));
    }

    private static String serial(String port) throws Exception {
        return output(
                "sh",
                "-c",
                "openssl s_client -connect 127.0.0.1:%s </dev/null 2>/dev/null | openssl x509 -noout -serial"
                        .formatted(port));
    }

    private static String serial(Path certificate) throws Exception {
        return output("openssl", "x509", "-noout", "-serial", "-in", certificate.toString());
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
