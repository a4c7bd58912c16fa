package dev.lungfish.daemon.sockets;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.libvirt.tls.Credentials;
import java.io.IOException;

/// What the daemon shows by TLS, and whom it trusts.
public final class Certificates {
    private Certificates() {}

    /// Reads the daemon's own, the authority's, and what was revoked.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Credentials read(CertificateFiles files) throws IOException {
        return Credentials.read(files.authority(), files.certificate(), files.key())
                .withRevoked(files.revoked());
    }
}
