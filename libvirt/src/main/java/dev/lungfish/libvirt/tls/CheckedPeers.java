package dev.lungfish.libvirt.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Checks like another trust manager, and that nothing of a chain was revoked.
final class CheckedPeers extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager checks;
    private final RevocationCheck revocation;
    private final boolean named;

    /// @param named whether peers are told which authorities are trusted
    CheckedPeers(X509ExtendedTrustManager checks, RevocationCheck revocation, boolean named) {
        this.checks = checks;
        this.revocation = revocation;
        this.named = named;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return named ? checks.getAcceptedIssuers() : new X509Certificate[0];
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checks.checkClientTrusted(chain, type, socket);
        revocation.check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checks.checkClientTrusted(chain, type, engine);
        revocation.check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        checks.checkClientTrusted(chain, type);
        revocation.check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checks.checkServerTrusted(chain, type, socket);
        revocation.check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checks.checkServerTrusted(chain, type, engine);
        revocation.check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        checks.checkServerTrusted(chain, type);
        revocation.check(chain);
    }
}
