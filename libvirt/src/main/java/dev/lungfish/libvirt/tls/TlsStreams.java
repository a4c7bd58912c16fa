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

/// Plain TLS, for a protocol other than libvirt's: without its byte of confirmation. One thread
/// reads and writes; closing the socket ends its waits.
public final class TlsStreams implements AutoCloseable {
    private final SSLSocket socket;

    private TlsStreams(SSLSocket socket) {
        this.socket = socket;
    }

    /// Makes the handshake with a connected client.
    ///
    /// @param certificateNeeded whether it must present a certificate of the authority
    /// @throws IOException if it does not, or the connection ends
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

    /// The client's certificate; empty without one.
    public Optional<X509Certificate> peer() {
        try {
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return Optional.of((X509Certificate) chain[0]);
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    /// The input from the client.
    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /// The output to the client.
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /// Ends TLS and the connection below.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
