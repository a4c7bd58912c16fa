package dev.lungfish.daemon.extension;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.daemon.sleep.SleepObserver;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.rpc.Calls;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The connections that are told of every change, and kept while the host sleeps.
public final class Subscribers implements SleepObserver {
    /// Those that are told, each with whether it is told in the form of version 0.1.0.
    private final Map<Connection, Boolean> connections = new ConcurrentHashMap<>();

    private final Supplier<Instant> clock;

    /// @param clock the wall clock
    public Subscribers(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /// From now on a connection is told.
    public void add(Connection connection) {
        add(connection, false);
    }

    /// From now on a connection is told in the form of version 0.1.0.
    void addOld(Connection connection) {
        add(connection, true);
    }

    private void add(Connection connection, boolean old) {
        connections.put(connection, old);
        if (connection.closed()) {
            connections.remove(connection);
        }
    }

    /// Tells a connection no more.
    public void remove(Connection connection) {
        connections.remove(connection);
    }

    /// Whether a connection is told.
    public boolean contains(Connection connection) {
        return connections.containsKey(connection);
    }

    @Override
    public void entered(SleepRequest request, Phase phase) {
        tell(
                new RequestChange(request.id(), phase.spelling(), null),
                new dev.lungfish.api.RequestChange(request.id(), phase, Optional.empty()));
    }

    @Override
    public void ended(Finished finished) {
        tell(
                new RequestChange(
                        finished.request().id(),
                        Phase.ENDED.spelling(),
                        EndedRequest.of(finished, clock.get())),
                new dev.lungfish.api.RequestChange(
                        finished.request().id(), Phase.ENDED, Optional.of(finished)));
    }

    private void tell(RequestChange old, dev.lungfish.api.RequestChange change) {
        connections.forEach((connection, isOld) -> {
            if (isOld) {
                connection.send(LungfishProgram.CHANGE, old);
            } else {
                connection.send(Calls.CHANGE, change);
            }
        });
    }
}
