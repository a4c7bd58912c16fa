package dev.lungfish.libvirt.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// TLS alone, for a protocol that is not libvirt's: without its byte of confirmation. One thread
/// reads and writes; whoever closes the socket below ends what either waits for.
public final class TlsStreams implements AutoCloseable {
    private final SSLSocket socket;

    private TlsStreams(SSLSocket socket) {
        this.socket = socket;
    }

    /// Shakes hands with a client that has connected.
    ///
    /// @param certificateNeeded whether it must show a certificate of the authority
    /// @throws IOException where it does not, or the connection ends
    public static TlsStreams accept(Socket client, TlsContext context, boolean certificateNeeded)
            throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context.context()
                                .getSocketFactory()
                                .createSocket(client, InputStream.nullInputStream(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(context.versions().toArray(String[]::new));
        parameters.setNeedClientAuth(certificateNeeded);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new TlsStreams(socket);
    }

    /// The distinguished name, as in RFC 2253, of the certificate that the client has shown; empty
    /// where it has shown none.
    public Optional<String> peer() {
        try {
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return Optional.of(((X509Certificate) chain[0]).getSubjectX500Principal().getName());
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    /// What the client says.
    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /// What it is told.
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /// Ends TLS and the connection below.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
