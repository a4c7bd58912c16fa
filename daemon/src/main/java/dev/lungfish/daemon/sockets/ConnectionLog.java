package dev.lungfish.daemon.sockets;

import dev.lungfish.daemon.log.LineLimit;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.Log.Field;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Observer;
import java.util.Set;
import java.util.function.Consumer;

/// Writes into the log what goes wrong with connections. Clients that come and go as they should
/// are not told of, and nobody can fill the log: there is a limit of lines in a time.
public final class ConnectionLog implements Observer {
    /// The words of the library for an end that the client wanted.
    private static final Set<String> LEFT = Set.of("it ended the connection", "all was said");

    private final Log log;
    private final Consumer<Connection> gone;
    private final LineLimit limit;

    /// @param gone is told of each connection that is over
    public ConnectionLog(Log log, Consumer<Connection> gone) {
        this.log = log;
        limit = new LineLimit(log);
        this.gone = gone;
    }

    @Override
    public void disconnected(Connection connection, String reason) {
        gone.accept(connection);
        if (!LEFT.contains(reason) && limit.mayTell()) {
            log.info(
                    "connection ended",
                    Field.of("connection", connection.number()),
                    Field.of("at", connection.listener()),
                    Field.of("by", Requester.who(connection.identity())),
                    Field.of("why", reason));
        }
    }

    @Override
    public void turnedAway(String listener, String reason) {
        if (limit.mayTell()) {
            log.warning("client turned away", Field.of("at", listener), Field.of("why", reason));
        }
    }

    @Override
    public void handlerFailed(
            Connection connection, Procedure<?, ?> procedure, RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        log.error(
                "a call broke",
                Field.of("connection", connection.number()),
                Field.of("call", procedure.name()),
                Field.of("why", failure),
                Field.of("where", trace.length == 0 ? "unknown" : trace[0]));
    }
}
