package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.client.CertificateProof;
import dev.lungfish.libvirt.client.ClientSettings.PkiFiles;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an authority has taken back is refused, on both sides.
@Timeout(120)
@NeedsProgram(value = "openssl", install = "openssl")
class RevocationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HOUR = 3600;

    @TempDir private Path folder;
    private Path pki;

    @BeforeEach
    void begin() throws Exception {
        pki = Certificates.in(folder.resolve("pki"), "ec");
    }

    @Test
    void aRevokedClientIsRefusedAndAnotherStaysWelcome() throws Exception {
        assertThat(connect().toString()).isEqualTo("CN=localhost");

        Certificates.revoke(pki, HOUR, "client");

        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        Certificates.revoke(pki, HOUR);
        assertThat(connect().toString()).isEqualTo("CN=localhost");
    }

    @Test
    void aRevokedServerIsRefused() throws Exception {
        try (Server server = server()) {
            Certificates.revoke(pki, HOUR, "server");

            assertThatThrownBy(() -> ask(server)).hasStackTraceContaining("was revoked");
        }
    }

    @Test
    void aListOfAnotherAuthorityRevokesNothingHere() throws Exception {
        Path other = Certificates.in(folder.resolve("other"), "ec");
        Certificates.revoke(other, HOUR, "client");
        Files.copy(other.resolve("cacrl.pem"), pki.resolve("cacrl.pem"));

        // The testkit's authorities have one name and several keys.
        assertThatThrownBy(this::connect).hasStackTraceContaining("not signed by its issuer");
    }

    @Test
    void aListThatWasToBeReplacedLetsNobodyIn() throws Exception {
        Certificates.revoke(pki, HOUR);
        Certificates.openssl(
                pki,
                "ca",
                "-config",
                "ca.conf",
                "-gencrl",
                "-crl_lastupdate",
                "20200101000000Z",
                "-crl_nextupdate",
                "20200201000000Z",
                "-out",
                "cacrl.pem");

        assertThatThrownBy(this::connect).hasStackTraceContaining("was to be replaced by 2020");
    }

    @Test
    void whatIsNoListIsAnErrorThatNamesTheFile() throws Exception {
        Files.writeString(pki.resolve("cacrl.pem"), "nothing");

        assertThatThrownBy(() -> credentials("server"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cacrl.pem");
    }

    private dev.lungfish.libvirt.tls.CertificateNames connect() throws Exception {
        try (Server server = server()) {
            return ask(server);
        }
    }

    private dev.lungfish.libvirt.tls.CertificateNames ask(Server server) throws Exception {
        return CertificateProof.of(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        ((InetSocketAddress) server.addresses().getFirst()).getPort()),
                new PkiFiles(
                        pki.resolve("cacert.pem"),
                        pki.resolve("clientcert.pem"),
                        pki.resolve("clientkey.pem"),
                        pki.resolve("cacrl.pem")),
                PATIENCE);
    }

    private Server server() throws Exception {
        return Server.start(
                ServerSettings.of(
                        List.of(
                                new Listener.Tls(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                        TlsContext.server(
                                                credentials("server"), TlsContext.VERSIONS),
                                        _ -> true,
                                        10)),
                        List.of()));
    }

    private Credentials credentials(String name) throws IOException {
        return Credentials.read(
                        pki.resolve("cacert.pem"),
                        pki.resolve(name + "cert.pem"),
                        pki.resolve(name + "key.pem"))
                .withRevoked(pki.resolve("cacrl.pem"));
    }
}
