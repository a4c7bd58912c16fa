package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.fleet.PlacedPool;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.Evacuation;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plan for the guests of a pool.
///
/// @param pool as it was then
/// @param at when it was made
/// @param plan which hosts are emptied so that they can sleep
/// @param evacuation how hosts that people drain lose their guests
/// @param drained who drains hosts, by their names
/// @param unknown hosts that are awake and left alone, as not all is known of them
/// @param open moves that were begun and whose outcome is not known
public record PoolPlan(
        PlacedPool pool,
        Instant at,
        ConsolidationPlan plan,
        Evacuation evacuation,
        Map<String, String> drained,
        Map<String, Reason> unknown,
        List<MoveTable.Row> open) {
    public PoolPlan {
        drained = Collections.unmodifiableMap(new LinkedHashMap<>(drained));
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
        open = List.copyOf(open);
    }

    /// Whether guests are moved so that hosts can sleep, and that is not only shown.
    public boolean isCarriedOut() {
        return pool.drain() && pool.mode() == Mode.AUTOMATIC;
    }

    /// What is done first: a host that a person drains, else one that the plan empties.
    Optional<Emptying> next() {
        return evacuation.emptyings().stream()
                .findFirst()
                .or(() ->
                        isCarriedOut()
                                ? plan.emptyings().stream()
                                        .filter(emptying -> !emptying.rounds().isEmpty())
                                        .findFirst()
                                : Optional.empty());
    }
}
