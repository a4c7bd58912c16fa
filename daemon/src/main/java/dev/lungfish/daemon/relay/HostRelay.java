package dev.lungfish.daemon.relay;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.agent.config.RelayConfiguration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.remote.HostProgram;
import dev.lungfish.daemon.sockets.LibvirtdSockets;
import dev.lungfish.daemon.sockets.UnixDescriptors;
import dev.lungfish.daemon.sockets.UnixPolling;
import dev.lungfish.libvirt.relay.Relay;
import dev.lungfish.libvirt.relay.RelayTarget;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Opener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Opens the host for clients, and with it the local libvirtd, where one runs and the client may.
///
/// The host's own names never need a libvirtd: it is asked when a call needs it, and where it does
/// not answer, the daemon answers alone. Whoever opens a driver of libvirt by its name is told
/// where libvirtd does not answer.
public final class HostRelay implements Opener, HostProgram.GuestLists {
    private final RelayConfiguration configuration;
    private final Optional<LibvirtdSockets> sockets;
    private final RelayAccess access;
    private final Relay relay;

    private HostRelay(
            RelayConfiguration configuration, Optional<LibvirtdSockets> sockets, Relay relay) {
        this.configuration = configuration;
        this.relay = relay;
        this.sockets = sockets;
        access = new RelayAccess(configuration);
    }

    /// What opens the host. A recorded machine has no libvirtd unless its configuration names one.
    public static HostRelay of(ObservedHost host, Log log) {
        RelayConfiguration configuration = host.configuration().relay();
        Optional<Path> folder =
                configuration
                        .socketFolder()
                        .or(() ->
                                host.isLive()
                                        ? Optional.of(DaemonConfiguration.USUAL_LIBVIRT_FOLDER)
                                        : Optional.empty());
        return new HostRelay(
                configuration,
                folder.map(LibvirtdSockets::new),
                new Relay(new SleepRules(host, log), UnixDescriptors.find(), UnixPolling.find()));
    }

    /// A libvirtd that this client does not reach may have guests: an empty list would be false.
    @Override
    public void requireKnown(Connection connection) throws RpcException {
        if (sockets.isEmpty()) {
            return;
        }
        Optional<Path> libvirtd =
                sockets.get()
                        .known()
                        .or(() ->
                                configuration.socketFolder().map(folder -> sockets.get().usual()));
        if (libvirtd.isPresent()) {
            throw new RpcException(
                    ErrorCode.OPERATION_FAILED,
                    ErrorDomain.RPC,
                    "the guests of this host are not known here: %s"
                            .formatted(whyUnknown(connection, libvirtd.get())));
        }
    }

    private String whyUnknown(Connection connection, Path libvirtd) {
        if (!configuration.enabled()) {
            return "relay.enabled is false; ask libvirtd itself at '%s'".formatted(libvirtd);
        }
        if (target(connection, HostProgram.URI, connection.readOnly()).isEmpty()
                && sockets.filter(known -> known.toAct().isPresent()).isPresent()) {
            return "libvirtd is not open to this client; ask it itself at '%s'".formatted(libvirtd);
        }
        return "no libvirtd answers at '%s'; start it and connect again".formatted(libvirtd);
    }

    @Override
    public void open(Connection connection, String name, boolean readOnly) throws RpcException {
        boolean listed =
                configuration.enabled() && configuration.names().contains(HostProgram.plain(name));
        if (!listed) {
            HostProgram.open(connection, name, readOnly);
        }
        Optional<RelayTarget> target = target(connection, name, readOnly);
        if (target.isEmpty()) {
            // Without a libvirtd for this client the host itself is all there is.
            HostProgram.open(connection, name, readOnly);
        } else if (HostProgram.isOwn(name)) {
            relay.beginWhenNeeded(connection, target.get());
        } else {
            begin(connection, target.get());
        }
    }

    private void begin(Connection connection, RelayTarget target) throws RpcException {
        try {
            relay.begin(connection, target);
        } catch (IOException e) {
            throw new RpcException(
                    ErrorCode.OPERATION_FAILED,
                    ErrorDomain.RPC,
                    "the local libvirtd does not answer: %s; '%s' opens the host without it"
                            .formatted(e.getMessage(), HostProgram.URI));
        }
    }

    /// Where a client is relayed to; empty for nowhere.
    private Optional<RelayTarget> target(Connection connection, String name, boolean readOnly) {
        if (sockets.isEmpty() || !configuration.enabled()) {
            return Optional.empty();
        }
        String wanted = HostProgram.isOwn(name) ? configuration.names().getFirst() : name;
        RelayAccess.Standing standing = access.of(connection);
        boolean looks = readOnly || standing == RelayAccess.Standing.LOOK;
        return switch (standing) {
            case NONE -> Optional.empty();
            case ACT, LOOK ->
                    (looks ? socketToLook(sockets.get(), standing) : sockets.get().toAct())
                            .map(socket ->
                                    new RelayTarget(
                                            socket,
                                            wanted,
                                            looks,
                                            RelayAccess.parameters(connection.identity())));
        };
    }

    /// Who may only look is let through where libvirtd would let everybody connect.
    private static Optional<Path> socketToLook(
            LibvirtdSockets sockets, RelayAccess.Standing standing) {
        return sockets.toLook()
                .filter(socket ->
                        standing == RelayAccess.Standing.ACT
                                || LibvirtdSockets.isOpenToAll(socket));
    }
}
