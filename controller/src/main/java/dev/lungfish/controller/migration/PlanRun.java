package dev.lungfish.controller.migration;

import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Round;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// Carries a plan out, round by round: the moves of one round at once, the next round when all of
/// them are done. It ends at the first move that did not succeed, as what comes later counts on it;
/// the next plan begins with what is so then. Safe for use by several threads.
public final class PlanRun {
    private final Function<Move, MoveOutcome> mover;
    private final Consumer<String> emptied;

    /// @param mover moves one guest and waits for it; called by several threads at once
    /// @param emptied is told each host that may sleep now, and does not wait
    public PlanRun(Function<Move, MoveOutcome> mover, Consumer<String> emptied) {
        this.mover = mover;
        this.emptied = emptied;
    }

    /// Carries it out.
    ///
    /// @return the guests that were not moved though it was tried, with what became of them; none
    ///   where the whole plan was carried out
    public Map<String, MoveOutcome> run(ConsolidationPlan plan) {
        return run(plan.emptyings());
    }

    /// Carries a part of one out.
    public Map<String, MoveOutcome> run(List<Emptying> emptyings) {
        for (Emptying emptying : emptyings) {
            for (Round round : emptying.rounds()) {
                Map<String, MoveOutcome> failed = run(round);
                if (!failed.isEmpty()) {
                    return failed;
                }
            }
            if (emptying.sleeps()) {
                emptied.accept(emptying.host());
            }
        }
        return Map.of();
    }

    private Map<String, MoveOutcome> run(Round round) {
        Map<String, CompletableFuture<MoveOutcome>> running = new LinkedHashMap<>();
        for (Move move : round.moves()) {
            CompletableFuture<MoveOutcome> outcome = new CompletableFuture<>();
            Thread.ofVirtual()
                    .name("move of " + move.guest())
                    .start(() -> {
                        try {
                            outcome.complete(mover.apply(move));
                        } catch (RuntimeException e) {
                            outcome.completeExceptionally(e);
                        } finally {
                            // Whatever ended the thread: nobody waits for it.
                            outcome.completeExceptionally(
                                    new IllegalStateException("the move broke off"));
                        }
                    });
            running.put(move.guest(), outcome);
        }
        Map<String, MoveOutcome> failed = new LinkedHashMap<>();
        running.forEach((guest, outcome) -> {
            MoveOutcome what = outcome.join();
            if (!(what instanceof MoveOutcome.Moved)) {
                failed.put(guest, what);
            }
        });
        return failed;
    }
}
