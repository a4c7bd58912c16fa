package dev.lungfish.agent.engine;

import dev.lungfish.api.Cancellation;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.state.directory.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The requests that this process carries out itself, one in each state directory at most. They are
/// looked at and cancelled in memory, so that neither depends on a disk. Safe for use by several
/// threads.
public final class LiveRequests {
    private final Map<Path, Live> live = new ConcurrentHashMap<>();

    /// One of them.
    ///
    /// @param current where it is
    /// @param ended done with where it was last, when another one can begin
    record Live(
            CurrentRequest current,
            Cancellation cancellation,
            CompletableFuture<CurrentRequest> ended) {}

    /// The one of a state directory, from its start until another one can begin.
    Optional<Live> of(StateDirectory state) {
        return Optional.ofNullable(live.get(state.path()));
    }

    void show(StateDirectory state, CurrentRequest current, Cancellation cancellation) {
        live.compute(
                state.path(),
                (_, before) ->
                        new Live(
                                current,
                                cancellation,
                                before == null ? new CompletableFuture<>() : before.ended()));
    }

    void forget(StateDirectory state) {
        Optional<Live> last = Optional.ofNullable(live.remove(state.path()));
        last.ifPresent(known -> known.ended().complete(known.current()));
    }
}
