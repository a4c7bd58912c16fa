package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.reason.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What plans of consolidation want of hosts: who is being emptied, who stays awake. For who has
/// the loop's lock.
final class Placements {
    /// What the plan of one pool wants.
    ///
    /// @param emptied hosts that are being emptied
    /// @param staying hosts that stay awake, and why
    private record Wishes(Set<String> emptied, Map<String, Reason> staying) {}

    private final Map<String, Wishes> pools = new HashMap<>();
    private final Map<String, Map<String, Reason>> moving = new HashMap<>();

    void put(String pool, Set<String> emptied, Map<String, ? extends Reason> staying) {
        pools.put(pool, new Wishes(Set.copyOf(emptied), Map.copyOf(staying)));
    }

    /// Nobody plans for a pool any more.
    void remove(String pool) {
        pools.remove(pool);
    }

    /// A host takes part in a move.
    void begin(String host, String guest, Reason why) {
        moving.computeIfAbsent(host, _ -> new HashMap<>()).put(guest, why);
    }

    void end(String host, String guest) {
        moving.computeIfPresent(
                host,
                (_, guests) -> {
                    guests.remove(guest);
                    return guests.isEmpty() ? null : guests;
                });
    }

    /// What a host does, as far as the plan for guests lets it. A host that is not being emptied
    /// only stays awake with its guests.
    Decision cut(String pool, String host, Decision decision) {
        Optional<Reason> move =
                Optional.ofNullable(moving.get(host))
                        .map(guests -> guests.values().iterator().next());
        Optional<Wishes> wishes = Optional.ofNullable(pools.get(pool));
        return switch (decision.act()) {
            case Decision.Act.Stay() -> decision;
            case Decision.Act.Sleep _ ->
                    move.or(() -> wishes.map(plan -> plan.staying().get(host)))
                            .map(Placements::stay)
                            .orElse(decision);
            case Decision.Act.Drain() ->
                    wishes.isEmpty() || wishes.get().emptied().contains(host)
                            ? decision
                            : stay(
                                    Optional.ofNullable(wishes.get().staying().get(host))
                                            .orElse(decision.why()));
        };
    }

    private static Decision stay(Reason why) {
        return new Decision(new Decision.Act.Stay(), why, Optional.empty());
    }
}
