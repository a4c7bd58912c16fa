package dev.lungfish.libvirt.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts servers whose chain leads to an authority of which only the public key is known, which
/// the server sends with its chain. All else is checked as usual. Trusts no client.
final class PinnedAuthority extends X509ExtendedTrustManager {
    private final Predicate<PublicKey> isTrusted;

    PinnedAuthority(Predicate<PublicKey> isTrusted) {
        this.isTrusted = isTrusted;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        usual(chain).checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        usual(chain).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        usual(chain).checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no client is trusted here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    /// The usual checks, with the authority of the chain.
    private X509ExtendedTrustManager usual(X509Certificate... chain) throws CertificateException {
        X509Certificate authority =
                Arrays.stream(chain)
                        .skip(1)
                        .filter(one -> isTrusted.test(one.getPublicKey()))
                        .findFirst()
                        .orElseThrow(() ->
                                new CertificateException(
                                        "the server is of another authority than the one that is"
                                                + " expected"));
        try {
            return TlsContext.trust(new Credentials(List.of(authority), null, List.of()));
        } catch (IOException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }
}
