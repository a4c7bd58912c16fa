package dev.lungfish.libvirt.client;

import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes the connection of a URI.
final class Dialer {
    private final LibvirtUri uri;
    private final ClientSettings settings;

    Dialer(LibvirtUri uri, ClientSettings settings) {
        this.uri = uri;
        this.settings = settings;
    }

    Transport dial() throws IOException {
        return switch (uri.way()) {
            case UNIX -> unix();
            case TCP -> tcp();
            case TLS -> tls();
            case SSH -> settings.tunnels().open(sshCommand());
        };
    }

    /// The possible sockets: that of the driver's own daemon, then libvirtd's.
    List<Path> sockets() {
        String given = uri.parameters().get("socket");
        if (given != null) {
            return List.of(Path.of(given));
        }
        String ending = settings.readOnly() && !session() ? "-sock-ro" : "-sock";
        List<Path> sockets = new ArrayList<>();
        for (Path folder : settings.socketFolders()) {
            if (!uri.driver().equals("remote")) {
                sockets.add(folder.resolve("virt" + uri.driver() + "d" + ending));
            }
            sockets.add(folder.resolve("libvirt" + ending));
        }
        return sockets;
    }

    List<String> sshCommand() {
        return new SshCommand(uri, sockets(), settings.readOnly()).words(host());
    }

    private boolean session() {
        return uri.path().equals("/session");
    }

    private String host() {
        return Objects.requireNonNull(uri.host(), "a URI of this transport has a host");
    }

    private Transport unix() throws IOException {
        List<String> failures = new ArrayList<>();
        for (Path socket : sockets()) {
            try {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                connect(channel, UnixDomainSocketAddress.of(socket));
                return new SocketTransport(channel, Transport.Kind.UNIX);
            } catch (IOException e) {
                failures.add("'" + socket + "': " + e.getMessage());
            }
        }
        throw new IOException(
                "no server answers at %s: is the daemon running, and may you write to its socket?"
                        .formatted(String.join(", ", failures)));
    }

    private SocketTransport tcp() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host(), uri.portOrDefault());
        if (address.isUnresolved()) {
            throw new UnknownHostException("no address is known of the host '" + host() + "'");
        }
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        try {
            connect(channel, address);
        } catch (IOException e) {
            throw new IOException(
                    "connecting to '%s' (%s), port %d: %s"
                            .formatted(
                                    host(),
                                    address.getAddress().getHostAddress(),
                                    address.getPort(),
                                    e.getMessage()),
                    e);
        }
        return new SocketTransport(channel, Transport.Kind.TCP);
    }

    private Transport tls() throws IOException {
        TlsContext context =
                settings.tls().isPresent()
                        ? settings.tls().get()
                        : TlsContext.client(credentials(), uri.verify());
        SocketTransport lower = tcp();
        return inTime(
                "the TLS handshake with '" + host() + "'",
                lower,
                () ->
                        TlsTransport.connect(
                                lower, context, host(), uri.portOrDefault(), uri.verify()));
    }

    Credentials credentials() throws IOException {
        return settings.pki(uri).read();
    }

    private void connect(SocketChannel channel, SocketAddress address) throws IOException {
        inTime(
                "connecting",
                channel,
                () -> {
                    try {
                        return channel.connect(address);
                    } catch (FileNotFoundException e) {
                        throw new IOException("there is no such socket", e);
                    }
                });
    }

    /// Runs a step that may wait for the peer, and closes the connection if it takes too long or
    /// fails.
    private <T> T inTime(String what, AutoCloseable connection, Step<T> step) throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        // A virtual thread would take the socket out of blocking mode for good, also for later
        // platform threads.
        Thread.ofPlatform()
                .daemon(true)
                .name("libvirt-dial")
                .start(() -> {
                    try {
                        result.complete(step.run());
                    } catch (IOException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                });
        IOException failure;
        try {
            return result.get(settings.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            failure =
                    new IOException(
                            "%s took longer than %d ms".formatted(what, settings.time().toMillis()),
                            e);
        } catch (ExecutionException e) {
            failure =
                    e.getCause() instanceof IOException cause
                            ? cause
                            : new IOException(what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new IOException(what + " was interrupted", e);
        }
        try {
            connection.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private interface Step<T> {
        T run() throws IOException;
    }
}
