package dev.lungfish.bench;

import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.rpc.Calls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A daemon that is attacked, with a libvirtd behind it that accepts nobody, and its honest
/// clients.
record HostileTarget(
        ServedProcess daemon,
        TlsPorts tlsPorts,
        int metricsPort,
        List<ServerSocketChannel> hanging,
        Connections connections)
        implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private static final String LARGE_ARGUMENT = "x".repeat(2_048);
    private static final Procedure<String, NoValue> LARGE =
            new Procedure<>(
                    Calls.STATUS.program(), // libvirt's would wait for the libvirtd that hangs
                    9_999,
                    "none",
                    Access.READ,
                    XdrCodec.string("argument", new Limit("ARGUMENT", LARGE_ARGUMENT.length())),
                    XdrCodec.NONE);

    /// What an honest client does again and again.
    @FunctionalInterface
    interface Probe {
        /// Waits for the answer.
        ///
        /// @throws IOException if it is not served
        void once() throws IOException;
    }

    /// That of root, while it lasts.
    static final class Connections {
        private @Nullable Client root;
    }

    static HostileTarget start(Path folder, String lungfish) throws Exception {
        Path own = Files.createDirectory(folder.resolve("lungfishd"));
        Path libvirt = Files.createDirectory(folder.resolve("libvirt"));
        TlsPorts ports = TlsPorts.in(folder);
        int metrics;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            metrics = free.getLocalPort();
        }
        Path tree = own.resolve("tree");
        Command.of(lungfish, "record", tree.toString()).run();
        Path configuration = own.resolve("lungfish.toml");
        Files.writeString(
                configuration,
                """
                daemon.socket_folder = '%s'
                daemon.libvirt_sockets = false
                relay.socket_folder = '%s'
                metrics.listen = '127.0.0.1:%d'
                %s\
                """
                        .formatted(own, libvirt, metrics, ports.ofLungfishd()));
        ServedProcess daemon =
                ServedProcess.start(
                        "lungfishd",
                        own,
                        own.resolve("libvirt-sock"),
                        true,
                        List.of(
                                lungfish,
                                "daemon",
                                "--root",
                                tree.toString(),
                                "--config",
                                configuration.toString()));
        // Not before, as the start of the daemon is over when a call of libvirt's is answered.
        List<ServerSocketChannel> hanging = new ArrayList<>();
        for (String name : List.of("libvirt-sock", "libvirt-sock-ro")) {
            ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            socket.bind(UnixDomainSocketAddress.of(libvirt.resolve(name)), 4096);
            Files.setPosixFilePermissions(
                    libvirt.resolve(name), PosixFilePermissions.fromString("rwxrwxrwx"));
            hanging.add(socket);
        }
        return new HostileTarget(daemon, ports, metrics, hanging, new Connections());
    }

    Path readOnly() {
        return daemon.socket().resolveSibling("libvirt-sock-ro");
    }

    InetSocketAddress tlsAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPorts.lungfishd());
    }

    InetSocketAddress metricsAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), metricsPort);
    }

    private Client open() throws IOException {
        try {
            return Client.open(
                    LibvirtUri.parse("lungfish+unix:///system?socket=" + daemon.socket()),
                    ClientSettings.DEFAULT);
        } catch (RpcException | MalformedUriException e) {
            throw new IOException(e);
        }
    }

    void status() throws IOException {
        Client client = connections.root;
        if (client == null) {
            client = open();
            connections.root = client;
        }
        status(client);
    }

    private static void status(Client client) throws IOException {
        try {
            Object _ = client.call(Calls.STATUS, NoValue.NONE);
        } catch (CallFailedException e) {
            throw new IOException(e);
        }
    }

    /// One that does not fit into the server's buffer for calls; what it is answered does not
    /// matter.
    void largeCall() throws IOException {
        try (Client client = open()) {
            Object _ = client.call(LARGE, LARGE_ARGUMENT);
        } catch (CallFailedException _) {
            return; // it was answered
        }
    }

    void newClient() throws IOException {
        try (Client client = open()) {
            status(client);
        }
    }

    void tls() throws IOException {
        try (SocketChannel socket = SocketChannel.open(tlsAddress())) {
            TlsTransport _ =
                    TlsTransport.connect(
                            new SocketTransport(socket, Transport.Kind.TCP),
                            tlsPorts.client(),
                            "localhost",
                            tlsPorts.lungfishd(),
                            true);
        }
    }

    void metrics() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(metricsAddress());
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException("it was turned away");
            }
        }
    }

    /// The next row has a new connection.
    void forget() throws IOException {
        Client client = connections.root;
        connections.root = null;
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        forget();
        daemon.close();
        for (ServerSocketChannel socket : hanging) {
            socket.close();
        }
    }
}
