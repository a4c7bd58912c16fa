package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.libvirt.client.CertificateProof;
import dev.lungfish.libvirt.client.ClientSettings.PkiFiles;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What root asks of a daemon that runs: to read its files anew, who is connected, and that
/// somebody is not any more.
@Timeout(240)
@NeedsProgram(
        value = {"python3", "openssl"},
        install = "python3 openssl")
class AdministrationTest {
    @TempDir private Path folder;
    private ServedMachine machine;
    private Path pki;

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
        pki = Certificates.in(folder.resolve("pki"), "ec");
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void takesListsAndRevocationsWithoutEndingAConnection() throws Exception {
        Process daemon = machine.serve(settings("['CN=nobody']"));
        String port = machine.port("tls");
        assertThatThrownBy(() -> askByTls(port)).isInstanceOf(IOException.class);

        try (DaemonClient client = connected("libvirt-sock")) {
            client.status();

            write(settings("['O=Lungfish,CN=tester']"));
            Told taken = asRoot("daemon", "reload");
            assertThat(taken.code()).as(taken.err()).isZero();
            assertThat(taken.out())
                    .contains("the configuration is taken; connections stay", "tls 127.0.0.1:0");
            String admitting = portAfter(daemon);
            assertThat(askByTls(admitting)).isEqualTo("CN=localhost");

            Certificates.revoke(pki, 3600, "client");
            assertThat(asRoot("daemon", "reload").out()).contains("the same as before");
            String revoking = portAfter(daemon);
            assertThatThrownBy(() -> askByTls(revoking)).isInstanceOf(IOException.class);

            write(settings("[]"));
            Told nobody = asRoot("daemon", "reload", "--json");
            assertThat(nobody.out()).contains("lungfish.reload/1", "nobody-allowed");
            assertThat(nobody.code()).isNotZero();

            write("tls_allowed = 7");
            Told wrong = asRoot("daemon", "reload");
            assertThat(wrong.code()).isNotZero();
            assertThat(wrong.err()).contains("tls_allowed");

            client.status(); // on the connection from before all that
        }
    }

    @Test
    void listsClientsAndDisconnectsOne() throws Exception {
        var _ = machine.serve();
        try (DaemonClient watched = connected("libvirt-sock-ro")) {
            watched.status();

            Told list = asRoot("clients", "--json");
            assertThat(list.out())
                    .contains("lungfish.clients/1", "\"readOnly\":true", "\"callsInWork\":1");
            String line =
                    asRoot("clients")
                            .out()
                            .lines()
                            .filter(text -> text.contains("read-only"))
                            .findFirst()
                            .orElseThrow();
            assertThat(line).contains("root", "libvirt-sock-ro", "0 calls in work");

            assertThat(asRoot("clients", "disconnect", "987654").err())
                    .contains("no client has the number 987654");
            Told gone = asRoot("clients", "disconnect", line.strip().split(" ", 2)[0]);
            assertThat(gone.code()).as(gone.err()).isZero();
            assertThat(gone.out()).startsWith("disconnected ");
            assertThatThrownBy(watched::status).isInstanceOf(ServiceException.class);
            assertThat(machine.awaitLog("root has disconnected a client")).contains("by=");
        }
    }

    @Test
    void aReadOnlyClientMayAskNothingOfThat() throws Exception {
        var _ = machine.serve();

        for (String command : new String[] {"clients", "daemon reload", "hosts release x"}) {
            Told refused =
                    machine.played()
                            .run(
                                    "--connect %s %s"
                                            .formatted(machine.ourUri("libvirt-sock-ro"), command)
                                            .split(" "));
            assertThat(refused.code()).as(command).isNotZero();
        }
    }

    @Test
    void releasesAHostThatSomebodyHasIntroduced() throws Exception {
        var _ = machine.serve();
        Path kept = machine.played().file("/var/lib/lungfish/hosts.json");
        Files.writeString(
                kept,
                """
                {"schema": "lungfish.hosts-kept/1", "hosts": [{"host": "lab7", "interfaces": [],
                 "seen": "2026-01-02T03:04:05Z", "introducedBy": "certificate CN=lab7"}]}
                """);

        assertThat(asRoot("hosts").out()).contains("introduced by certificate CN=lab7");
        assertThat(asRoot("hosts", "release", "lab7").out()).contains("is released");
        assertThat(Files.readString(kept)).doesNotContain("introducedBy");
        assertThat(asRoot("hosts", "release", "lab8").err()).contains("no host 'lab8' is known");
    }

    private Told asRoot(String... command) {
        String[] words = new String[command.length + 2];
        words[0] = "--connect";
        words[1] = machine.ourUri("libvirt-sock");
        System.arraycopy(command, 0, words, 2, command.length);
        return machine.played().run(words);
    }

    private DaemonClient connected(String socket) throws ServiceException {
        return DaemonClient.connect(
                machine.ourUri(socket), socket.endsWith("-ro"), Sessions.CALLER);
    }

    private String[] settings(String allowed) {
        return new String[] {
            "[daemon]",
            "tls = '127.0.0.1:0'",
            "tls_certificate = '%s'".formatted(pki.resolve("servercert.pem")),
            "tls_key = '%s'".formatted(pki.resolve("serverkey.pem")),
            "tls_authority = '%s'".formatted(pki.resolve("cacert.pem")),
            "tls_revoked = '%s'".formatted(pki.resolve("cacrl.pem")),
            "tls_allowed = %s".formatted(allowed)
        };
    }

    private void write(String... lines) {
        machine.played()
                .write(
                        ServedMachine.CONFIGURATION,
                        "[sleep]\ndelay = '0s'\n%s\n".formatted(String.join("\n", lines)));
    }

    private String portAfter(Process daemon) throws IOException {
        return machine.played()
                .awaitLine(daemon, "listening at=\"tls")
                .replaceAll("(?s).*at=\"tls.*port=([0-9]+).*", "$1");
    }

    private String askByTls(String port) throws IOException {
        return CertificateProof.of(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(port)),
                        new PkiFiles(
                                pki.resolve("cacert.pem"),
                                pki.resolve("clientcert.pem"),
                                pki.resolve("clientkey.pem"),
                                folder.resolve("none")),
                        Duration.ofSeconds(30))
                .toString();
    }
}
