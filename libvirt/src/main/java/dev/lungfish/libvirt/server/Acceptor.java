package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.SharedPool;
import dev.lungfish.libvirt.tls.HandshakeSteps;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// An open listener: turns an accepted socket into an identified client.
final class Acceptor implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final SocketAddress NOWHERE = InetSocketAddress.createUnresolved("gone", 0);

    private final Listener listener;
    private final ServerSocketChannel channel;
    private final AutoCloseable end;
    private final AtomicInteger connections = new AtomicInteger();
    private final SharedPool places;

    private Acceptor(Listener listener, ServerSocketChannel channel, AutoCloseable end) {
        this.listener = listener;
        this.channel = channel;
        this.end = end;
        places = new SharedPool(ClientAccounts.places(listener));
    }

    static Acceptor open(Listener listener) throws IOException {
        return switch (listener) {
            case Listener.Unix unix -> {
                UnixSocketFile file = UnixSocketFile.bind(unix);
                yield new Acceptor(listener, file.channel(), file);
            }
            case Listener.Tcp tcp -> open(listener, tcp.address());
            case Listener.Tls tls -> open(listener, tls.address());
        };
    }

    private static Acceptor open(Listener listener, InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
        } catch (IOException | UnsupportedAddressTypeException | UnresolvedAddressException e) {
            channel.close();
            throw new IOException(
                    "cannot listen at %s: %s".formatted(address, FailureWords.of(e)), e);
        }
        return new Acceptor(listener, channel, channel);
    }

    Listener listener() {
        return listener;
    }

    SocketAddress address() throws IOException {
        return channel.getLocalAddress();
    }

    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /// Counts one more client, if the limit allows.
    boolean enter() {
        if (connections.incrementAndGet() > listener.mostConnections()) {
            connections.decrementAndGet();
            return false;
        }
        return true;
    }

    /// The places for clients whose account is known.
    SharedPool places() {
        return places;
    }

    /// From where a client connects; a text for one that has gone already.
    static SocketAddress peer(SocketChannel socket) {
        try {
            return Objects.requireNonNullElse(socket.getRemoteAddress(), NOWHERE);
        } catch (IOException _) {
            return NOWHERE;
        }
    }

    void leave() {
        connections.decrementAndGet();
    }

    boolean needsHandshake() {
        return listener instanceof Listener.Tls;
    }

    /// The socket of a client, with TLS if the listener uses it.
    ///
    /// @param steps when the steps of a handshake are done
    Transport admit(SocketChannel socket, HandshakeSteps steps) throws IOException {
        return switch (listener) {
            case Listener.Unix unix -> new SocketTransport(socket, Transport.Kind.UNIX);
            case Listener.Tcp tcp -> overTcp(socket);
            case Listener.Tls tls ->
                    TlsTransport.accept(overTcp(socket), tls.context(), tls.admits(), steps);
        };
    }

    Identity identify(SocketChannel socket, Transport transport, PeerIdentification peers)
            throws IOException {
        return switch (listener) {
            case Listener.Unix unix -> peers.identify(socket);
            case Listener.Tcp tcp ->
                    new Identity.Anonymous(String.valueOf(socket.getRemoteAddress()));
            case Listener.Tls tls -> {
                Optional<X509Certificate> certificate = ((TlsTransport) transport).peer();
                String address = String.valueOf(socket.getRemoteAddress());
                yield certificate.isPresent()
                        ? new Identity.CertificateHolder(
                                distinguishedName(certificate.get()),
                                address,
                                List.of(certificate.get()))
                        : new Identity.Anonymous(address);
            }
        };
    }

    @Override
    public void close() throws IOException {
        try {
            end.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the listener '%s' did not close".formatted(listener.name()), e);
        }
    }

    private static SocketTransport overTcp(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return new SocketTransport(socket, Transport.Kind.TCP);
    }

    private static String distinguishedName(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
