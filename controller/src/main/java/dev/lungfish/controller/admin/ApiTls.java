package dev.lungfish.controller.admin;

import dev.lungfish.libvirt.tls.Credentials;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// TLS of the API's port. A client may show a certificate. The handshake proves that it has the key
/// of it and nothing more: who that is, and whether it is still valid, is looked up for each
/// request by the fingerprint of the key, so no authority is asked here.
final class ApiTls {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private ApiTls() {}

    /// @param shown whose own certificate is shown
    /// @throws IOException where it can't be used
    static Tls of(Credentials shown) throws IOException {
        Credentials.Own own =
                Optional.ofNullable(shown.own())
                        .orElseThrow(() -> new IOException("the API has no certificate to show"));
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            char[] password = {};
            keys.setKeyEntry("api", own.key(), password, own.chain().toArray(Certificate[]::new));
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    managers.getKeyManagers(),
                    new TrustManager[] {new LookedUpLater()},
                    new SecureRandom());
            return Tls.builder()
                    .sslContext(context)
                    .clientAuth(TlsClientAuth.OPTIONAL)
                    .enabledProtocols(VERSIONS)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificate of the API cannot be used: " + e.getMessage(), e);
        }
    }

    /// Takes any certificate of a client, and none of a server. The JDK still refuses algorithms
    /// that it holds for broken.
    private static final class LookedUpLater implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("this is no client");
        }

        /// None is named: a client shows what it has.
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
