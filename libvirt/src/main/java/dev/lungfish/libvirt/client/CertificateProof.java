package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.tls.CertificateNames;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Asks whoever listens at a port for the certificate that it has the key of. Nothing is called
/// there.
public final class CertificateProof {
    private CertificateProof() {}

    /// Makes a handshake and ends.
    ///
    /// @param files the authorities that count, and what this side shows
    /// @param time after which it is given up
    /// @return what the certificate, which one of the authorities has signed, calls its holder. Its
    ///   names are not compared with the address
    /// @throws IOException if nobody listens there, or has no such certificate and its key
    public static CertificateNames of(
            InetSocketAddress at, ClientSettings.PkiFiles files, Duration time) throws IOException {
        TlsContext context = TlsContext.client(files.read(), true);
        SocketChannel channel = SocketChannel.open();
        CompletableFuture<Void> end =
                CompletableFuture.runAsync(
                        () -> close(channel),
                        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
        try (channel) {
            channel.connect(at);
            TlsTransport transport =
                    TlsTransport.connect(
                            new SocketTransport(channel, Transport.Kind.TCP),
                            context,
                            at.getHostString(),
                            at.getPort(),
                            false);
            return CertificateNames.of(
                    transport.peer().orElseThrow(() -> new IOException("it shows no certificate")));
        } finally {
            end.cancel(false);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It is of no use either way.
        }
    }
}
