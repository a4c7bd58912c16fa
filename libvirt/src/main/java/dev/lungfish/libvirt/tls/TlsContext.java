package dev.lungfish.libvirt.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Makes the engines of TLS connections. Immutable and safe to share.
///
/// With two defaults of the JDK's servers libvirt's clients can't connect, so they are changed
/// here:
/// - After a handshake of TLS 1.3 they send a ticket for the next. libvirt's client reads it
///   instead of the byte of confirmation and gives up. The JDK sends no ticket if it would be valid
///   for more than seven days, so sessions of TLS 1.3 are (`NewSessionTicket.java` of the JDK).
///   With TLS 1.2 the ticket is announced by then and must be sent. So each connection has its own
///   sessions, whose time is set when the version is known.
/// - They list the authorities that they trust. GnuTLS 3.7 then sends no RSA certificate, so no
///   authority is listed.
public final class TlsContext {
    /// The versions of libvirt's clients and servers.
    public static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private static final Duration LONGER_THAN_A_TICKET_MAY_BE_VALID = Duration.ofDays(8);

    private final KeyManager[] keys;
    private final TrustManager trust;
    private final List<String> versions;

    /// Whether a client must present a certificate.
    private final boolean certificateNeeded;

    /// For all connections, so that peers that meet again need not prove themselves anew; empty
    /// where each has its own.
    private final Optional<SSLContext> shared;

    private TlsContext(
            KeyManager[] keys,
            TrustManager trust,
            List<String> versions,
            boolean certificateNeeded,
            Optional<SSLContext> shared) {
        this.keys = keys;
        this.trust = trust;
        this.versions = List.copyOf(versions);
        this.certificateNeeded = certificateNeeded;
        this.shared = shared;
    }

    private TlsContext(KeyManager[] keys, TrustManager trust, List<String> versions) {
        this(keys, trust, versions, true, Optional.empty());
    }

    /// Decides on what clients present.
    @FunctionalInterface
    public interface ClientCheck {
        /// Looks at a chain, the client's own certificate first. That the client has its key is
        /// checked elsewhere.
        ///
        /// @throws CertificateException where it proves nothing here
        void check(List<X509Certificate> chain) throws CertificateException;
    }

    /// A server's side, which asks each client for a certificate.
    ///
    /// @param versions some of [#VERSIONS]
    /// @throws IOException if the credentials cannot be used; a server without a certificate of its
    ///   own cannot
    public static TlsContext server(Credentials credentials, List<String> versions)
            throws IOException {
        if (credentials.own() == null) {
            throw new IOException("a TLS server has no certificate to show");
        }
        return new TlsContext(keys(credentials), checks(credentials, false), versions);
    }

    /// A server's side for clients of our own, of TLS 1.3: a client may come without a certificate,
    /// and a session is resumed where the client wants that. Then no check is made again.
    ///
    /// @param credentials whose own certificate is shown; its authorities play no part
    /// @throws IOException if the credentials cannot be used
    public static TlsContext serverOfOurs(
            Credentials credentials, ClientCheck check, Sessions sessions) throws IOException {
        KeyManager[] keys = keys(credentials);
        TrustManager trust = new CheckedClients(check);
        SSLContext context = context(keys, trust);
        context.getServerSessionContext().setSessionCacheSize(sessions.most());
        context.getServerSessionContext().setSessionTimeout((int) sessions.time().toSeconds());
        return new TlsContext(keys, trust, List.of("TLSv1.3"), false, Optional.of(context));
    }

    /// What a server keeps for clients that come again.
    ///
    /// @param most how many sessions; the oldest ones go first
    /// @param time how long each can be resumed, at most seven days. **Source:** RFC 8446, 4.6.1
    public record Sessions(int most, Duration time) {}

    /// A client's side that has no certificate and knows the server's authority only by the
    /// fingerprint of its public key.
    ///
    /// @param isTrusted whether a public key is that of the authority
    public static TlsContext clientKnowing(Predicate<PublicKey> isTrusted) {
        return new TlsContext(
                new KeyManager[0], new PinnedAuthority(isTrusted), List.of("TLSv1.3"));
    }

    /// A client's side.
    ///
    /// @param verify whether the server's certificate and name are checked
    /// @throws IOException if the credentials cannot be used
    public static TlsContext client(Credentials credentials, boolean verify) throws IOException {
        TrustManager trust = verify ? checks(credentials, true) : new Unverified();
        return new TlsContext(keys(credentials), trust, VERSIONS);
    }

    /// A client's side for a server that is called again and again: the session of one connection
    /// is resumed by the next one, where the server wants that. Then neither proves itself anew.
    ///
    /// @throws IOException if the credentials cannot be used
    public static TlsContext clientThatResumes(Credentials credentials) throws IOException {
        KeyManager[] keys = keys(credentials);
        TrustManager trust = checks(credentials, true);
        return new TlsContext(keys, trust, VERSIONS, true, Optional.of(context(keys, trust)));
    }

    /// The server side of one connection.
    Side serverSide() throws IOException {
        SSLContext context = context();
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        if (certificateNeeded) {
            engine.setNeedClientAuth(true);
        } else {
            engine.setWantClientAuth(true);
        }
        engine.setEnabledProtocols(versions.toArray(String[]::new));
        return new Side(engine, context.getServerSessionContext(), shared.isEmpty());
    }

    /// The client side of one connection.
    ///
    /// @param host as the server's certificate must name it
    /// @param verify whether the name is checked
    Side clientSide(String host, int port, boolean verify) throws IOException {
        SSLContext context = context();
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions.toArray(String[]::new));
        if (verify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return new Side(engine, context.getClientSessionContext(), shared.isEmpty());
    }

    /// One side of a connection.
    ///
    /// @param sessions the engine's own, or those of all
    /// @param once whether its session is not to be resumed
    record Side(SSLEngine engine, SSLSessionContext sessions, boolean once) {
        /// Prevents a ticket of TLS 1.3; called once the version of a handshake is known.
        void withholdTicket() {
            SSLSession session = engine.getHandshakeSession();
            if (once && session != null && session.getProtocol().equals("TLSv1.3")) {
                sessions.setSessionTimeout((int) LONGER_THAN_A_TICKET_MAY_BE_VALID.toSeconds());
            }
        }
    }

    /// Some of [#VERSIONS].
    List<String> versions() {
        return versions;
    }

    /// Whether a client must present a certificate.
    boolean certificateNeeded() {
        return certificateNeeded;
    }

    SSLContext context() throws IOException {
        return shared.isPresent() ? shared.get() : context(keys, trust);
    }

    /// Sockets of a client of HTTPS, which checks the server's name itself.
    ///
    /// @param authorities a PEM file with the authorities that are trusted, and no others
    /// @throws IOException where the file can't be read
    public static SSLSocketFactory trusting(Path authorities) throws IOException {
        return context(new KeyManager[0], trust(Credentials.read(authorities))).getSocketFactory();
    }

    private static SSLContext context(KeyManager[] keys, TrustManager trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(Credentials credentials) throws IOException {
        try {
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(credentials.shown(), new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    private static CheckedPeers checks(Credentials credentials, boolean named) throws IOException {
        return new CheckedPeers(
                trust(credentials),
                new RevocationCheck(credentials.authorities(), credentials.revoked()),
                named);
    }

    static X509ExtendedTrustManager trust(Credentials credentials) throws IOException {
        if (credentials.authorities().isEmpty()) {
            throw new IOException("no certificate of an authority is there to check peers by");
        }
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(credentials.trusted());
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager checks) {
                    return checks;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the authorities cannot be used for TLS: " + e.getMessage(), e);
        }
        throw new IOException("this JDK has no trust manager for X.509");
    }

    /// Trusts every server, as `no_verify=1` demands.
    private static final class Unverified extends X509ExtendedTrustManager {
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}
    }
}
