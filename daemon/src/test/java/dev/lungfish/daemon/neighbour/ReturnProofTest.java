package dev.lungfish.daemon.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.client.ClientSettings.PkiFiles;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.NeedsProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may be taken for a host that sleeps. The testkit's certificate for servers is that of a host
/// called `localhost`.
@Timeout(120)
@NeedsProgram(value = "openssl", install = "openssl")
class ReturnProofTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final HostIdentity SLEEPER = new HostIdentity("localhost", List.of());
    private static final HostIdentity OTHER = new HostIdentity("lab9", List.of());
    private static final Introducer CERTIFICATE =
            new Introducer(Introducer.Proof.CERTIFICATE, "CN=tester,O=Lungfish");

    @TempDir private Path folder;
    private HostInventory inventory;

    @BeforeEach
    void begin() throws Exception {
        inventory = new HostInventory(new StateDirectory(folder.resolve("state"), "rwxr-xr-x"));
    }

    @Test
    void anyComputerAtItsAddressIsNoSleeperWithACertificate() throws Exception {
        inventory.introduced(SLEEPER, CERTIFICATE, NOW);
        Path pki = Certificates.in(folder.resolve("pki"), "ec");

        int port;
        Thread accepting;
        try (ServerSocket impostor = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            port = impostor.getLocalPort();
            accepting = Thread.ofVirtual().start(() -> acceptAndClose(impostor));
            assertThat(proof(port, pki).of(SLEEPER)).isEmpty();
        }
        accepting.join();
        assertThat(proof(port, pki).of(SLEEPER)).as("a refusal proves nothing either").isEmpty();
    }

    @Test
    void itsOwnCertificateIsAProofAndThatOfAnotherIsNone() throws Exception {
        inventory.introduced(SLEEPER, CERTIFICATE, NOW);
        inventory.introduced(OTHER, CERTIFICATE, NOW);
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        Path strange = Certificates.in(folder.resolve("strange"), "ec");

        try (Server server = serving(pki)) {
            int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
            assertThat(proof(port, pki).of(SLEEPER))
                    .contains(new NeighbourReason.HostProved("127.0.0.1", port, "CN=localhost"));
            assertThat(proof(port, pki).of(OTHER)).as("made for another host").isEmpty();
            assertThat(proof(port, strange).of(SLEEPER)).as("signed by another").isEmpty();
        }
    }

    @Test
    void withoutACertificateTheEvidenceSaysThatItIsWeak() throws Exception {
        inventory.introduced(SLEEPER, new Introducer(Introducer.Proof.ADDRESS, "127.0.0.1"), NOW);

        Optional<Reason> answer = proof(1, folder).of(SLEEPER);

        assertThat(answer).get().extracting(Reason::code).isEqualTo("address-answers");
        assertThat(String.valueOf(answer.map(dev.lungfish.core.text.ReasonText::sentence)))
                .contains("no certificate proves the host");
    }

    private ReturnProof proof(int port, Path pki) throws Exception {
        HostFiles files = HostFiles.in(folder.resolve("tree"));
        files.file("/proc/version", "Linux\n");
        return new ReturnProof(
                inventory,
                new HostLan(HostTree.recorded(files.root())),
                _ -> List.of("127.0.0.1"),
                port,
                new PkiFiles(
                        pki.resolve("cacert.pem"),
                        pki.resolve("clientcert.pem"),
                        pki.resolve("clientkey.pem"),
                        pki.resolve("cacrl.pem")));
    }

    private static Server serving(Path pki) throws Exception {
        TlsContext context =
                TlsContext.server(
                        Credentials.read(
                                pki.resolve("cacert.pem"),
                                pki.resolve("servercert.pem"),
                                pki.resolve("serverkey.pem")),
                        TlsContext.VERSIONS);
        return Server.start(
                ServerSettings.of(
                        List.of(
                                new Listener.Tls(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                        context,
                                        _ -> true,
                                        10)),
                        List.of()));
    }

    private static void acceptAndClose(ServerSocket impostor) {
        try {
            while (true) {
                impostor.accept().close();
            }
        } catch (java.io.IOException _) {
            // The test is over.
        }
    }
}
