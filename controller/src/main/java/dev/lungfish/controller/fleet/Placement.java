package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.reason.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What plans for guests ask of the loop, and what they want of its hosts. Safe for use by several
/// threads.
public final class Placement {
    private final FleetQuestions.Lock lock;
    private final FleetQuestions.Parts parts;
    private final InstantSource clock;
    private final HostContext context;

    Placement(
            FleetQuestions.Lock lock,
            FleetQuestions.Parts parts,
            InstantSource clock,
            HostContext context) {
        this.lock = lock;
        this.parts = parts;
        this.clock = clock;
        this.context = context;
    }

    /// The names of all pools.
    public List<String> pools() {
        return lock.locked(() -> parts.pools().all().stream().map(KnownPool::name).toList());
    }

    /// One of them, as it is now.
    ///
    /// @throws dev.lungfish.core.text.ReasonException where there is none of this name
    public PlacedPool pool(String name) {
        return lock.locked(() -> placed(parts.pools().named(name).name()));
    }

    private PlacedPool placed(String name) {
        return parts.pools().placed(name, clock.instant(), parts.demands().next(), context);
    }

    /// Says what a plan wants.
    ///
    /// @param emptied the names of hosts that are being emptied
    /// @param staying hosts that are not to be put to sleep, and why
    public void want(String pool, Set<String> emptied, Map<String, ? extends Reason> staying) {
        boolean _ =
                lock.locked(() -> {
                    parts.pools().placements().put(pool, emptied, staying);
                    return true;
                });
    }

    /// Nobody plans for a pool any more: what a plan wanted before counts no more.
    public void forget(String pool) {
        boolean _ =
                lock.locked(() -> {
                    parts.pools().placements().remove(pool);
                    return true;
                });
    }

    /// Keeps the two hosts of a move awake from now on.
    ///
    /// @return why it must not begin; empty where it may
    public Optional<Reason> begin(String guest, String source, String destination) {
        return lock.locked(() -> {
            for (String host : List.of(source, destination)) {
                Member member = parts.host().apply(host);
                if (!parts.pools().host(member).isUsable()) {
                    return Optional.of(
                            new LoopReason.HostNotUsable(host, member.host().state().spelling()));
                }
            }
            mark(guest, source, destination);
            return Optional.empty();
        });
    }

    /// Keeps the two hosts of a move awake that has begun already.
    public void goesOn(String guest, String source, String destination) {
        boolean _ =
                lock.locked(() -> {
                    mark(guest, source, destination);
                    return true;
                });
    }

    private void mark(String guest, String source, String destination) {
        Reason why = new LoopReason.HostTakesPartInMove(guest);
        parts.pools().placements().begin(source, guest, why);
        parts.pools().placements().begin(destination, guest, why);
    }

    /// A move has ended.
    public void end(String guest, String source, String destination) {
        boolean _ =
                lock.locked(() -> {
                    parts.pools().placements().end(source, guest);
                    parts.pools().placements().end(destination, guest);
                    return true;
                });
    }
}
