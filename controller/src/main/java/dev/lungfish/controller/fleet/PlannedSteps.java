package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.FleetUpkeep;
import dev.lungfish.core.fleet.plan.Floor;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.Plan;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the controller does next, or would do. For who has the loop's lock.
///
/// @param next when each host is needed next
record PlannedSteps(
        Roll roll,
        Pools pools,
        AnsweredSteps answers,
        Map<String, Instant> next,
        HostContext context) {

    /// All that is planned next.
    PlanAnswers.Next all(Instant now) {
        Plan plan = plan(now);
        return new PlanAnswers.Next(steps(now, plan), upcoming(now, plan));
    }

    private Plan plan(Instant now) {
        return pools.plan(now, next, context);
    }

    private List<PlannedStep> steps(Instant now, Plan plan) {
        List<PlannedStep> steps = new ArrayList<>();
        plan.decisions()
                .forEach((host, decision) ->
                        roll.byName(host)
                                .flatMap(member -> step(member, decision))
                                .ifPresent(steps::add));
        FleetUpkeep upkeep = pools.upkeep(now);
        Map<String, PlanReason> wake = new TreeMap<>(upkeep.shown());
        wake.putAll(upkeep.wake());
        wake.forEach((host, why) ->
                roll.byName(host)
                        .map(member -> step(member, PlannedStep.Act.WAKE, Optional.empty(), why))
                        .ifPresent(steps::add));
        return steps.stream()
                .filter(step -> step.mode() != Mode.OFF)
                .map(step -> answers.with(step, now))
                .toList();
    }

    /// One that somebody may answer now.
    Optional<PlannedStep> answerable(String id, Instant now) {
        return steps(now, plan(now)).stream()
                .filter(PlannedStep::isAnswerable)
                .filter(step -> step.id().equals(id))
                .findFirst();
    }

    private Optional<PlannedStep> step(Member member, Decision decision) {
        return switch (decision.act()) {
            case Decision.Act.Sleep(Duration length) ->
                    Optional.of(
                            step(
                                    member,
                                    PlannedStep.Act.SLEEP,
                                    Optional.of(length),
                                    decision.why()));
            case Decision.Act.Drain() ->
                    Optional.of(
                            step(member, PlannedStep.Act.DRAIN, Optional.empty(), decision.why()));
            case Decision.Act.Stay() -> Optional.empty();
        };
    }

    private PlannedStep step(
            Member member, PlannedStep.Act act, Optional<Duration> length, Reason why) {
        KnownPool pool = pools.of(member);
        return PlannedStep.of(member, pool.name(), pool.rules().mode(), act, length, why);
    }

    private List<Upcoming> upcoming(Instant now, Plan plan) {
        List<Upcoming> coming = new ArrayList<>();
        plan.decisions()
                .forEach((host, decision) ->
                        decision.changes()
                                .flatMap(at ->
                                        roll.byName(host).map(member -> ends(at, member, decision)))
                                .ifPresent(coming::add));
        for (Member member : roll.all()) {
            member.host()
                    .state()
                    .rest()
                    .flatMap(Rest::bound)
                    .map(at ->
                            new Upcoming(
                                    at,
                                    Upcoming.What.WAKES,
                                    pools.of(member).name(),
                                    Optional.of(member.name()),
                                    Optional.empty()))
                    .ifPresent(coming::add);
        }
        for (KnownPool pool : pools.all()) {
            for (Floor floor : pool.rules().floors()) {
                coming.add(
                        new Upcoming(
                                floor.wake(),
                                Upcoming.What.RAISES,
                                pool.name(),
                                Optional.empty(),
                                Optional.of(floor.bound())));
            }
        }
        return coming.stream()
                .filter(one -> one.at().isAfter(now))
                .sorted(
                        Comparator.comparing(Upcoming::at)
                                .thenComparing(one -> one.host().orElse("")))
                .toList();
    }

    private Upcoming ends(Instant at, Member member, Decision decision) {
        return new Upcoming(
                at,
                Upcoming.What.DECIDES,
                pools.of(member).name(),
                Optional.of(member.name()),
                Optional.of(decision.why()));
    }
}
