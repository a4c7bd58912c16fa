package dev.lungfish.libvirt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client that has no certificate, at a server of openssl that confirms as libvirtd does. With
/// `tls_no_verify_certificate = 1` libvirtd asks for none.
@Timeout(60)
@NeedsProgram(value = "openssl", install = "openssl")
class ClientWithoutCertificateTest {
    @TempDir Path folder;
    private Path pki;

    @BeforeEach
    void makeCertificates() throws Exception {
        pki = Certificates.in(folder.resolve("pki"), "ec");
        Files.delete(pki.resolve("clientcert.pem"));
        Files.delete(pki.resolve("clientkey.pem"));
    }

    @Test
    void connectsWhereTheServerAsksForNone() throws Exception {
        assertThat(kind()).isEqualTo(Transport.Kind.TLS);
    }

    @Test
    void isRefusedByTheServerWhereItAsksForOne() {
        assertThatThrownBy(() -> kind("-Verify", "1"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("clientcert.pem");
    }

    @Test
    void isToldOfAHalf() throws Exception {
        Files.createFile(pki.resolve("clientkey.pem"));

        assertThatThrownBy(this::kind).hasMessageContaining("clientcert.pem");
    }

    private Transport.Kind kind(String... options) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_server",
                                "-quiet",
                                "-num_tickets",
                                "0",
                                "-accept",
                                "127.0.0.1:" + port,
                                "-cert",
                                pki.resolve("servercert.pem").toString(),
                                "-key",
                                pki.resolve("serverkey.pem").toString(),
                                "-CAfile",
                                pki.resolve("cacert.pem").toString()));
        command.addAll(List.of(options));
        Process server =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        try {
            server.getOutputStream().write(1);
            server.getOutputStream().flush();
            try (Transport transport = dial(port)) {
                return transport.kind();
            }
        } finally {
            server.destroyForcibly();
        }
    }

    /// The server needs a moment until it listens.
    private Transport dial(int port) throws Exception {
        LibvirtUri uri =
                LibvirtUri.parse("qemu+tls://localhost:%d/system?pkipath=%s".formatted(port, pki));
        for (int tries = 0; ; tries++) {
            try {
                return Client.dial(uri, ClientSettings.DEFAULT);
            } catch (IOException e) {
                if (tries == 50 || !String.valueOf(e.getMessage()).contains("refused")) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
