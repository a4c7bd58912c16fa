package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.linux.process.PeerProcess;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.GuestHost;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// libvirtd hears who a relayed client is: what it heard stands in its log.
@Timeout(120)
@NeedsProgram(
        value = {"virsh", "python3", "libvirtd", "qemu-system-x86_64", "openssl", "setpriv"},
        install =
                "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu qemu-system-x86"
                        + " openssl python3")
class RelayIdentityTest {
    @TempDir private Path ofGuests;
    @TempDir private Path ofHost;
    @TempDir private Path ofKeys;
    private Path log;
    private Path pki;
    private GuestHost guests;
    private ServedMachine machine;

    @BeforeEach
    void begin() throws Exception {
        pki = Certificates.in(ofKeys.resolve("pki"), "ec");
        log = ofGuests.resolve("heard.log");
        guests =
                GuestHost.start(
                        ofGuests,
                        "log_filters = '1:daemon.remote'",
                        "log_outputs = '1:file:%s'".formatted(log));
        machine =
                ServedMachine.relaying(
                        ofHost,
                        ofGuests,
                        "[daemon]",
                        "tls = '127.0.0.1:0'",
                        "tls_certificate = '%s'".formatted(pki.resolve("servercert.pem")),
                        "tls_key = '%s'".formatted(pki.resolve("serverkey.pem")),
                        "tls_authority = '%s'".formatted(pki.resolve("cacert.pem")));
        GuestHost.letOthersThroughTo(ofHost);
    }

    @AfterEach
    void end() {
        machine.close();
        guests.close();
    }

    @Test
    void aClientWithACertificateComesToLibvirtdByItsName() throws Exception {
        guests.define("web1", List.of());
        String uri = "qemu+tls://localhost:%s/system?pkipath=%s".formatted(machine.port(), pki);

        Told listed = machine.virsh(uri, "list --all --name");
        Told dumped = machine.virsh(uri, "dumpxml web1");

        assertThat(listed.out()).isEqualToIgnoringWhitespace("web1");
        assertThat(dumped.out().strip()).isEqualTo(guests.require("dumpxml", "web1"));
        assertThat(heard()).contains("\"x509-distinguished-name\"", "CN=tester,O=Lungfish");
        assertThat(heard()).doesNotContain("\"process-id\"");
    }

    @Test
    void aLocalClientComesToLibvirtdWithItsUserAndItsProcess() throws Exception {
        Process client =
                new ProcessBuilder(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                "virsh",
                                "-c",
                                machine.socket("libvirt-sock"),
                                "event",
                                "--event",
                                "lifecycle",
                                "--loop",
                                "--timeout",
                                "60")
                        .redirectErrorStream(true)
                        .start();
        try {
            for (int i = 0; i < 200 && !heard().contains("\"process-time\""); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            long started = PeerProcess.startTime((int) client.pid()).orElseThrow();

            assertThat(heard())
                    .containsPattern("\"user-name\".*nobody")
                    .containsPattern("\"unix-user-id\".*\\b65534\\b")
                    .containsPattern("\"unix-group-id\".*\\b65534\\b")
                    .containsPattern("\"process-id\".*\\b%d\\b".formatted(client.pid()))
                    .containsPattern("\"process-time\".*\\b%d\\b".formatted(started));
        } finally {
            client.destroy();
        }
    }

    private String heard() throws Exception {
        return Files.readString(log, UTF_8);
    }
}
