package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.remote.AuthenticationType;
import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.xdr.NoValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The procedures of [Remote] that every server answers the same way: authentication, open and
/// close, features, registrations for events.
public final class RemoteProgram {
    private static final Set<Feature> FEATURES =
            EnumSet.of(
                    Feature.TYPED_PARAM_STRING,
                    Feature.PROGRAM_KEEPALIVE,
                    Feature.REMOTE_EVENT_CALLBACK,
                    Feature.REMOTE_CLOSE_CALLBACK);

    private final Opener opener;
    private final AtomicInteger callbackNumbers = new AtomicInteger();

    private RemoteProgram(Opener opener) {
        this.opener = opener;
    }

    /// Begins the program with those procedures; the user of the server adds others.
    ///
    /// [Remote#CLOSE] ends the connection after its reply, and [Remote#SET_IDENTITY] is missing:
    /// only libvirtd trusts what clients claim to be.
    public static Program.Builder begin(Opener opener) {
        RemoteProgram remote = new RemoteProgram(opener);
        return Program.of(Remote.PROGRAM)
                .answer(Remote.AUTH_LIST, (connection, none) -> list(connection))
                .answer(Remote.AUTH_POLKIT, (connection, none) -> authenticate(connection))
                .answer(Remote.OPEN, remote::open)
                .answer(Remote.CLOSE, (connection, none) -> close(connection))
                .answer(Remote.SUPPORTS_FEATURE, RemoteProgram::supports)
                .answer(
                        Remote.DOMAIN_EVENT_REGISTER,
                        (connection, request) ->
                                session(connection).register(request, remote.callbackNumbers))
                .answer(
                        Remote.DOMAIN_EVENT_DEREGISTER,
                        (connection, number) -> {
                            session(connection).deregister(number);
                            return NoValue.NONE;
                        })
                .answer(
                        Remote.REGISTER_CLOSE_CALLBACK,
                        (connection, none) -> wantCloseEvent(connection, true))
                .answer(
                        Remote.UNREGISTER_CLOSE_CALLBACK,
                        (connection, none) -> wantCloseEvent(connection, false));
    }

    private static List<Integer> list(Connection connection) {
        AuthenticationType type = ((ServerConnection) connection).authentication().type(connection);
        if (type == AuthenticationType.NONE) {
            session(connection).authenticate();
        }
        return List.of(type.raw());
    }

    private static int authenticate(Connection connection) throws RpcException {
        ((ServerConnection) connection).authentication().authenticate(connection);
        session(connection).authenticate();
        return 1;
    }

    private NoValue open(Connection connection, OpenArguments arguments) throws RpcException {
        Session session = session(connection);
        if (session.opened().isPresent()) {
            throw internal("connection already open");
        }
        if (arguments.name() == null) {
            throw internal("the name to open is missing: an empty one leaves the choice");
        }
        boolean readOnly = session.readOnly() || arguments.readOnly();
        opener.open(connection, arguments.name(), readOnly);
        session.open(arguments.name(), readOnly);
        return NoValue.NONE;
    }

    private static NoValue close(Connection connection) {
        ((ServerConnection) connection).endAfterReply();
        return NoValue.NONE;
    }

    private static int supports(Connection connection, int number) throws RpcException {
        Session session = session(connection);
        if (number == Feature.PROGRAM_KEEPALIVE.raw()) {
            session.startKeepalive();
        } else if (session.opened().isEmpty()) {
            throw notOpen();
        }
        return Feature.of(number).filter(FEATURES::contains).isPresent() ? 1 : 0;
    }

    private static NoValue wantCloseEvent(Connection connection, boolean wanted) {
        session(connection).wantCloseEvent(wanted);
        return NoValue.NONE;
    }

    static RpcException notOpen() {
        return internal("hypervisor connection not open");
    }

    private static RpcException internal(String detail) {
        return new RpcException(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, detail);
    }

    private static Session session(Connection connection) {
        return ((ServerConnection) connection).session();
    }
}
