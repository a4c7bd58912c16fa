package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.tls.MadeCredentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The real virsh, over TLS and over TCP.
@NeedsProgram(
        value = {"virsh", "openssl"},
        install = "libvirt-clients openssl")
class TlsVirshTest {
    /// A client that is woken by a ticket fails most times, but not each time.
    private static final int CONNECTIONS = 20;

    @TempDir Path folder;

    private final LittleHost host = new LittleHost();

    @ParameterizedTest
    @CsvSource({"TLS1.2, rsa:2048", "TLS1.2, ec", "TLS1.3, rsa:2048", "TLS1.3, ec"})
    void connectsEachTime(String version, String kind) throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), kind);
        try (Server server = server(pki, name -> true, Observer.NONE)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(hostname(server, pki, "&tls_priority=NORMAL:-VERS-ALL:+VERS-" + version))
                        .as("connection %d", i)
                        .isEqualTo(new Virsh.Outcome(0, "little.example.org"));
            }
        }
    }

    @Test
    void isKnownByItsCertificate() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        BlockingQueue<Identity> identities = new LinkedBlockingQueue<>();
        Observer observer =
                new Observer() {
                    @Override
                    public void connected(Connection connection) {
                        identities.add(connection.identity());
                    }
                };
        try (Server server = server(pki, named("CN=tester,O=Lungfish"), observer)) {
            assertThat(hostname(server, pki, "").exitCode()).isZero();
            assertThat(identities.poll(5, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Identity.CertificateHolder.class,
                            holder ->
                                    assertThat(holder.distinguishedName())
                                            .isEqualTo("CN=tester,O=Lungfish"));
        }
        try (Server server = server(pki, named("CN=another"), observer)) {
            assertThat(hostname(server, pki, "").exitCode()).isEqualTo(1);
        }
    }

    /// virsh 9.0 leaves by the call for it and closes its socket without TLS's own goodbye.
    @ParameterizedTest
    @ValueSource(strings = {"TLS1.2", "TLS1.3"})
    void leavesWithoutAnErrorEachTime(String version) throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Server server = server(pki, name -> true, remembering(ends))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                hostname(server, pki, "&tls_priority=NORMAL:-VERS-ALL:+VERS-" + version);
                assertThat(ends.poll(5, TimeUnit.SECONDS))
                        .as("connection %d", i)
                        .isIn("all was said", "it ended the connection");
            }
        }
    }

    /// As a client does that leaves with something unread: an event, the goodbye of TLS.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesWithoutAnErrorByAReset(boolean politely) throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Server server =
                Server.start(
                        ServerSettings.of(
                                        List.of(new Listener.Tcp(any, 10)), List.of(host.program()))
                                .with(remembering(ends)))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                Wire wire = Wire.connect(server.addresses().getFirst()).open();
                if (politely) {
                    wire.call(Remote.CLOSE);
                }
                wire.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                wire.close();
                assertThat(ends.poll(5, TimeUnit.SECONDS))
                        .isIn("all was said", "it ended the connection");
            }
        }
    }

    private static Observer remembering(BlockingQueue<String> ends) {
        return new Observer() {
            @Override
            public void disconnected(Connection connection, String reason) {
                ends.add(reason);
            }
        };
    }

    /// As a program does that ends, or is killed.
    @Test
    void endsWithoutAnErrorWhereItIsGoneBetweenTwoCalls() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Server server = server(pki, name -> true, remembering(ends))) {
            for (int i = 0; i < 3; i++) {
                Process _ =
                        new ProcessBuilder(
                                        "/usr/bin/python3",
                                        "-c",
                                        "import libvirt, os, sys; c = libvirt.open(sys.argv[1]);"
                                                + " c.getHostname(); os._exit(0)",
                                        "qemu+tls://localhost:%d/system?pkipath=%s"
                                                .formatted(port(server), pki))
                                .inheritIO()
                                .start();
                assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("it ended the connection");
            }
        }
    }

    @Test
    void isTurnedAwayWithACertificateOfAnotherAuthority() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        Path other = Certificates.in(folder.resolve("other"), "ec");
        BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
        Observer observer =
                new Observer() {
                    @Override
                    public void turnedAway(String listener, String reason) {
                        reasons.add(reason);
                    }
                };
        try (Server server = server(pki, name -> true, observer)) {
            assertThat(hostname(server, other, "").exitCode()).isEqualTo(1);
            assertThat(reasons.poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(hostname(server, pki, "").exitCode()).isZero();
        }
    }

    @Test
    void connectsOverPlainTcp() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Server server =
                Server.start(
                        ServerSettings.of(
                                List.of(new Listener.Tcp(any, 10)), List.of(host.program())))) {
            String uri = "qemu+tcp://127.0.0.1:" + port(server) + "/system";

            assertThat(Virsh.run(folder, uri, "hostname"))
                    .isEqualTo(new Virsh.Outcome(0, "little.example.org"));
        }
    }

    private Virsh.Outcome hostname(Server server, Path pki, String parameters) throws Exception {
        String uri = "qemu+tls://localhost:" + port(server) + "/system?pkipath=" + pki + parameters;
        return Virsh.run(folder, uri, "hostname");
    }

    private static Predicate<X509Certificate> named(String name) {
        return certificate -> certificate.getSubjectX500Principal().getName().equals(name);
    }

    private Server server(Path pki, Predicate<X509Certificate> admits, Observer observer)
            throws Exception {
        TlsContext context = TlsContext.server(MadeCredentials.server(pki), TlsContext.VERSIONS);
        InetSocketAddress any = new InetSocketAddress("localhost", 0);
        return Server.start(
                ServerSettings.of(
                                List.of(new Listener.Tls(any, context, admits, 10)),
                                List.of(host.program()))
                        .with(observer));
    }

    private static int port(Server server) throws Exception {
        return ((InetSocketAddress) server.addresses().getFirst()).getPort();
    }
}
