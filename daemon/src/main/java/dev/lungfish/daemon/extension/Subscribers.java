package dev.lungfish.daemon.extension;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.Phase;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.daemon.sleep.SleepObserver;
import dev.lungfish.libvirt.server.Connection;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The connections that are told of every change, and kept while the host sleeps.
public final class Subscribers implements SleepObserver {
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Supplier<Instant> clock;

    /// @param clock the wall clock
    public Subscribers(Supplier<Instant> clock) {
        this.clock = clock;
    }

    void add(Connection connection) {
        connections.add(connection);
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
        return connections.contains(connection);
    }

    @Override
    public void entered(SleepRequest request, Phase phase) {
        tell(new RequestChange(request.id(), phase.spelling(), null));
    }

    @Override
    public void ended(Finished finished) {
        tell(
                new RequestChange(
                        finished.request().id(),
                        Phase.ENDED.spelling(),
                        EndedRequest.of(finished, clock.get())));
    }

    private void tell(RequestChange change) {
        connections.forEach(connection -> connection.send(LungfishProgram.CHANGE, change));
    }
}
