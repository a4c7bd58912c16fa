package dev.lungfish.daemon.sockets;

import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerLimits;
import dev.lungfish.libvirt.tls.AllowList;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.linux.process.Accounts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The places that a configuration names.
public final class SocketPaths {
    private static final String READ_WRITE = "libvirt-sock";
    private static final String READ_ONLY = "libvirt-sock-ro";

    /// Where libvirt's clients look for the daemon of `lungfish:///system` before they try
    /// libvirtd.
    ///
    /// **Source:** libvirt 9.0 `remoteGetUNIXSocket` in `src/remote/remote_sockets.c`.
    private static final String OF_DRIVER = "virtlungfishd-sock";

    private static final String OF_DRIVER_READ_ONLY = "virtlungfishd-sock-ro";

    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_AND_GROUP =
            PosixFilePermissions.fromString("rw-rw----");
    private static final Set<PosixFilePermission> ALL =
            PosixFilePermissions.fromString("rw-rw-rw-");
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private final DaemonConfiguration configuration;
    private final Optional<Path> root;

    /// @param root of the recorded machine; the usual folders are taken below it. Empty for this
    ///   machine
    public SocketPaths(DaemonConfiguration configuration, Optional<Path> root) {
        this.configuration = configuration;
        this.root = root;
    }

    /// The socket of who may act.
    public Path socket() {
        return socketFolder().resolve(READ_WRITE);
    }

    private Path socketFolder() {
        return configuration
                .socketFolder()
                .orElseGet(() -> below(DaemonConfiguration.USUAL_SOCKET_FOLDER));
    }

    private Path below(Path usual) {
        return root.map(folder -> folder.resolve(usual.getRoot().relativize(usual))).orElse(usual);
    }

    /// The listeners of this machine, as they are wanted.
    public List<Listener.Unix> listeners() {
        List<Listener.Unix> listeners = new ArrayList<>();
        Path own = socketFolder();
        listeners.add(unix(own.resolve(READ_WRITE), false));
        listeners.add(unix(own.resolve(READ_ONLY), true));
        if (configuration.libvirtSockets()) {
            Path libvirt =
                    configuration
                            .libvirtFolder()
                            .orElseGet(() -> below(DaemonConfiguration.USUAL_LIBVIRT_FOLDER));
            listeners.add(unix(libvirt.resolve(OF_DRIVER), false));
            listeners.add(unix(libvirt.resolve(OF_DRIVER_READ_ONLY), true));
        }
        return listeners;
    }

    /// The limits of who serves there, by the memory of this process.
    public ServerLimits limits() {
        return ServerLimits.DEFAULT
                .forHeap(Runtime.getRuntime().maxMemory())
                .with(configuration.startups());
    }

    /// Opens the sockets of this machine; a folder that is missing is made.
    ///
    /// @param server that listens there
    public List<Port> sockets(Server server, Log log) {
        return listeners().stream().map(listener -> socket(listener, server, log)).toList();
    }

    private static Port socket(Listener.Unix wanted, Server server, Log log) {
        return new Port(
                wanted.name(),
                false,
                () -> {
                    Path _ = folder(Objects.requireNonNull(wanted.path().getParent()));
                    return () -> {
                        Listener.Unix listener = forKnownGroup(wanted, log);
                        SocketAddress _ = server.open(listener);
                        log.event(new LogEvent.Listening(listener.name(), Optional.empty()));
                        return () -> server.shut(listener);
                    };
                });
    }

    /// A group that this machine does not have lets nobody in but root.
    private static Listener.Unix forKnownGroup(Listener.Unix wanted, Log log) {
        String group = wanted.group();
        if (group == null || Accounts.group(group).isPresent()) {
            return wanted;
        }
        log.event(
                new LogEvent.SocketWithoutGroup(
                        wanted.name(), new StartReason.GroupUnknown("daemon.group", group)));
        return new Listener.Unix(
                wanted.path(), OWNER, null, wanted.readOnly(), wanted.mostConnections());
    }

    /// The ports of a network.
    ///
    /// @param server that listens there
    /// @param now the settings for TLS when a port is opened, or opened anew
    public List<Port> ports(Server server, Supplier<DaemonConfiguration> now, Log log) {
        List<Port> ports = new ArrayList<>();
        configuration
                .tcp()
                .ifPresent(at ->
                        ports.add(
                                port(
                                        "tcp " + at.getHostString() + ":" + at.getPort(),
                                        false,
                                        () ->
                                                new Listener.Tcp(
                                                        Port.resolved(at), configuration.clients()),
                                        server,
                                        log)));
        configuration
                .tls()
                .ifPresent(tls -> {
                    InetSocketAddress at = tls.address();
                    ports.add(
                            port(
                                    "tls " + at.getHostString() + ":" + at.getPort(),
                                    true,
                                    () -> tls(tls.address(), now.get()),
                                    server,
                                    log));
                });
        return ports;
    }

    private interface Listening {
        Listener now() throws IOException;
    }

    private static Port port(
            String name, boolean secured, Listening listening, Server server, Log log) {
        return new Port(
                name,
                secured,
                () -> {
                    Listener listener = listening.now();
                    return () -> {
                        InetSocketAddress at = (InetSocketAddress) server.open(listener);
                        log.event(new LogEvent.Listening(name, Optional.of(at.getPort())));
                        return () -> server.shut(listener);
                    };
                });
    }

    private Listener.Unix unix(Path path, boolean readOnly) {
        boolean group = configuration.group().isPresent();
        return new Listener.Unix(
                path,
                readOnly ? ALL : group ? OWNER_AND_GROUP : OWNER,
                readOnly ? null : configuration.group().orElse(null),
                readOnly,
                configuration.clients());
    }

    private static Listener.Tls tls(InetSocketAddress address, DaemonConfiguration now)
            throws IOException {
        return new Listener.Tls(
                Port.resolved(address),
                TlsContext.server(Certificates.read(now.certificates()), TlsContext.VERSIONS),
                AllowList.of(now.tls().flatMap(DaemonConfiguration.Tls::allowed)),
                now.clients());
    }

    private static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            } catch (IOException e) {
                throw new IOException(
                        "the folder '%s' for sockets can't be made: %s"
                                .formatted(folder, FailureWords.of(e)),
                        e);
            }
        }
        return folder;
    }
}
