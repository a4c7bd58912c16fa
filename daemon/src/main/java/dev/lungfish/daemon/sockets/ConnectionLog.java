package dev.lungfish.daemon.sockets;

import dev.lungfish.daemon.log.LineLimit;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Observer;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Writes into the log what goes wrong with connections. Clients that come and go as they should
/// are not told of, and nobody can fill the log: there is a limit of lines in a time.
public final class ConnectionLog implements Observer {
    /// The words of the library for an end that the client wanted.
    private static final Set<String> LEFT = Set.of("it ended the connection", "all was said");

    private final Log log;
    private final Consumer<Connection> gone;
    private final LineLimit limit;
    private final Supplier<Instant> clock;
    private final Map<Long, Instant> since = new ConcurrentHashMap<>();

    /// @param gone is told of each connection that is over
    /// @param clock the wall clock
    public ConnectionLog(Log log, Consumer<Connection> gone, Supplier<Instant> clock) {
        this.clock = clock;
        this.log = log;
        limit = new LineLimit(log);
        this.gone = gone;
    }

    /// Since when a client is connected.
    public Instant since(Connection connection) {
        return Objects.requireNonNullElseGet(since.get(connection.number()), clock);
    }

    @Override
    public void connected(Connection connection) {
        since.put(connection.number(), clock.get());
    }

    @Override
    public void disconnected(Connection connection, String reason) {
        since.remove(connection.number());
        gone.accept(connection);
        if (!LEFT.contains(reason) && limit.mayTell()) {
            log.event(
                    new LogEvent.ConnectionEnded(
                            connection.number(),
                            connection.listener(),
                            Requester.who(connection.identity()),
                            reason));
        }
    }

    @Override
    public void turnedAway(String listener, String reason) {
        if (limit.mayTell()) {
            log.event(new LogEvent.ClientTurnedAway(listener, reason));
        }
    }

    @Override
    public void handlerFailed(
            Connection connection, Procedure<?, ?> procedure, RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        log.event(
                new LogEvent.CallFailed(
                        connection.number(),
                        procedure.name(),
                        failure,
                        trace.length == 0 ? "unknown" : trace[0].toString()));
    }
}
