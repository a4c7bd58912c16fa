package dev.lungfish.daemon.contract;

import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.api.ConnectedClient;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.ReloadReport;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.daemon.sockets.ConnectionLog;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Handler;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.server.Program;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.rpc.Calls;
import dev.lungfish.state.directory.StateException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers what root alone may ask, at a read-write socket of this machine: who is connected, that
/// somebody is not any more, that the daemon reads its files anew, and that nobody speaks for a
/// host any more.
///
/// @param clients the present connections
/// @param seen since when they are there
/// @param reload reads the daemon's files anew
public record AdministrationProgram(
        Supplier<List<Connection>> clients,
        ConnectionLog seen,
        Supplier<ReloadReport> reload,
        HostInventory inventory,
        Log log) {
    /// Adds the procedures to our program.
    public void addTo(Program.Builder program) {
        program.answer(Calls.RELEASE_HOST, rooted(this::release))
                .answer(Calls.CLIENTS, rooted((root, none) -> all()))
                .answer(Calls.DISCONNECT, rooted(this::disconnect))
                .answer(Calls.RELOAD, rooted((root, none) -> reload.get()));
    }

    private static <A, R> Handler<A, R> rooted(Handler<A, R> handler) {
        return (connection, arguments) -> {
            if (!isRoot(connection)) {
                throw new RpcException(
                        ErrorCode.OPERATION_DENIED,
                        ErrorDomain.NONE,
                        ReasonText.sentence(new NeighbourReason.OnlyRootMay()));
            }
            return handler.handle(connection, arguments);
        };
    }

    private static boolean isRoot(Connection connection) {
        return connection.kind() == Transport.Kind.UNIX
                && !connection.readOnly()
                && connection.identity() instanceof Identity.LocalProcess process
                && process.isRoot();
    }

    private KnownHost release(Connection root, String host) throws RpcException {
        try {
            return inventory.release(host);
        } catch (IllegalArgumentException e) {
            throw refused(ErrorCode.INVALID_ARGUMENT, e);
        } catch (StateException e) {
            throw refused(ErrorCode.OPERATION_FAILED, e);
        }
    }

    private static RpcException refused(ErrorCode code, Exception e) {
        return new RpcException(code, ErrorDomain.NONE, String.valueOf(e.getMessage()));
    }

    private List<ConnectedClient> all() {
        return clients.get().stream()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .map(this::client)
                .toList();
    }

    private ConnectedClient client(Connection connection) {
        return new ConnectedClient(
                connection.number(),
                Requester.who(connection.identity()),
                connection.listener(),
                connection.readOnly(),
                seen.since(connection),
                connection.callsInWork());
    }

    private ConnectedClient disconnect(Connection root, Long id) throws RpcException {
        Optional<Connection> meant =
                clients.get().stream().filter(one -> one.number() == id).findFirst();
        if (meant.isEmpty()) {
            throw new RpcException(
                    ErrorCode.INVALID_ARGUMENT,
                    ErrorDomain.NONE,
                    ReasonText.sentence(new ConnectionReason.ClientNotConnected(id)));
        }
        ConnectedClient client = client(meant.get());
        log.event(
                new LogEvent.ClientDisconnected(
                        id, client.who(), client.listener(), Requester.who(root.identity())));
        meant.get().close("root disconnected it");
        return client;
    }
}
