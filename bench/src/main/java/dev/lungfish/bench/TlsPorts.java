package dev.lungfish.bench;

import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.testkit.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// Ports for TLS at this host's own address, with the same certificates for both servers.
///
/// @param folder of the certificates
record TlsPorts(Path folder, int libvirtd, int lungfishd) {
    /// RSA with 3072 bits is what `certtool` makes, by which libvirt's documents make certificates.
    private static final String KIND = "rsa:3072";

    static TlsPorts in(Path folder) throws IOException, InterruptedException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, here);
                ServerSocket other = new ServerSocket(0, 1, here)) {
            return new TlsPorts(
                    Certificates.in(folder.resolve("pki"), KIND),
                    one.getLocalPort(),
                    other.getLocalPort());
        }
    }

    /// Lines of `libvirtd.conf`.
    String ofLibvirtd() {
        return """
        listen_tls = 1
        listen_addr = "127.0.0.1"
        tls_port = "%d"
        auth_tls = "none"
        ca_file = "%3$s/cacert.pem"
        cert_file = "%3$s/servercert.pem"
        key_file = "%3$s/serverkey.pem"
        """
                .formatted(libvirtd, lungfishd, folder);
    }

    /// Lines of our configuration. All clients come from one address, and libvirtd turns none of
    /// them away.
    String ofLungfishd() {
        return """
        daemon.tls = "127.0.0.1:%2$d"
        daemon.tls_certificate = "%3$s/servercert.pem"
        daemon.tls_key = "%3$s/serverkey.pem"
        daemon.tls_authority = "%3$s/cacert.pem"
        daemon.startups = "1000:30:2000"
        daemon.startups_per_source = 1000
        """
                .formatted(libvirtd, lungfishd, folder);
    }

    TlsContext client() throws IOException {
        return TlsContext.client(
                Credentials.read(
                        folder.resolve("cacert.pem"),
                        folder.resolve("clientcert.pem"),
                        folder.resolve("clientkey.pem")),
                true);
    }
}
