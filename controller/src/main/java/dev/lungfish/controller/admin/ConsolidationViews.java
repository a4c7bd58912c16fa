package dev.lungfish.controller.admin;

import dev.lungfish.controller.admin.Views.HostView;
import dev.lungfish.controller.consolidation.PoolPlan;
import dev.lungfish.controller.fleet.LoopReason;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the API answers of plans for guests, as records, like [Views].
public final class ConsolidationViews {
    private ConsolidationViews() {}

    /// A host, and who drains it.
    ///
    /// @param drains who drains hosts, by their names
    static HostView drained(HostView host, Map<String, String> drains) {
        return Views.with(
                host,
                Optional.ofNullable(drains.get(host.name())).map(LoopReason.DrainedBy::new),
                host.detail());
    }

    public record ConsolidationView(
            String pool,
            String mode,
            boolean drain,
            boolean carriedOut,
            Instant at,
            int awake,
            int awakeAfter,
            int bound,
            String boundBy,
            int reserve,
            int gap,
            int watts,
            long joules,
            long memory,
            int wakes,
            Optional<Reason> nothing,
            List<EmptyingView> emptyings,
            List<StayingView> hosts,
            List<StayingView> guests,
            List<OpenMoveView> open) {
        static ConsolidationView of(PoolPlan made) {
            ConsolidationPlan plan = made.plan();
            List<EmptyingView> emptyings = new ArrayList<>();
            made.evacuation()
                    .emptyings()
                    .forEach(host ->
                            emptyings.add(
                                    EmptyingView.of(
                                            host,
                                            Optional.ofNullable(made.drained().get(host.host())))));
            plan.emptyings()
                    .forEach(host -> emptyings.add(EmptyingView.of(host, Optional.empty())));
            List<StayingView> hosts = new ArrayList<>();
            plan.hosts().forEach((host, why) -> hosts.add(new StayingView(host, why)));
            made.drained()
                    .forEach((host, by) ->
                            hosts.add(
                                    new StayingView(
                                            host, new ConsolidationReason.HostDrained(by))));
            made.unknown()
                    .forEach((host, why) ->
                            hosts.add(
                                    new StayingView(
                                            host, new ConsolidationReason.HostGuestsNotSeen(why))));
            List<StayingView> guests = new ArrayList<>();
            plan.guests().forEach((guest, why) -> guests.add(new StayingView(guest, why)));
            made.evacuation()
                    .guests()
                    .forEach((guest, why) -> guests.add(new StayingView(guest, why)));
            return new ConsolidationView(
                    made.pool().name(),
                    made.pool().mode().spelling(),
                    made.pool().drain(),
                    made.isCarriedOut(),
                    made.at(),
                    plan.awake(),
                    plan.awakeAfter(),
                    plan.bound().hosts(),
                    plan.bound().by().spelling(),
                    plan.reserve(),
                    plan.gap(),
                    plan.balance().watts(),
                    plan.balance().joules(),
                    plan.balance().memory().bytes(),
                    plan.sleeping().size(),
                    plan.nothing().map(Reason.class::cast),
                    emptyings,
                    hosts,
                    guests,
                    made.open().stream().map(OpenMoveView::of).toList());
        }
    }

    public record EmptyingView(
            String host, boolean sleeps, Optional<String> drainedBy, List<MoveView> moves) {
        static EmptyingView of(ConsolidationPlan.Emptying host, Optional<String> by) {
            List<MoveView> moves = new ArrayList<>();
            for (int round = 0; round < host.rounds().size(); round++) {
                for (ConsolidationPlan.Move move : host.rounds().get(round).moves()) {
                    moves.add(
                            new MoveView(
                                    round + 1,
                                    move.guest(),
                                    move.from(),
                                    move.to(),
                                    move.memory().bytes()));
                }
            }
            return new EmptyingView(host.host(), host.sleeps(), by, moves);
        }
    }

    public record MoveView(int round, String guest, String from, String to, long memory) {}

    public record StayingView(String name, Reason why) {}

    public record OpenMoveView(String guest, String from, String to, Instant begun, Instant limit) {
        static OpenMoveView of(MoveTable.Row move) {
            return new OpenMoveView(
                    move.guest(), move.source(), move.destination(), move.begun(), move.limit());
        }
    }
}
