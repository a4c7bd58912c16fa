package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is planned next, and what people say to it: they accept or refuse what is proposed, or ask
/// for a sleep. Safe for use by several threads.
public final class PlanAnswers {
    private final InOrder order;
    private final Roll roll;
    private final FleetQuestions.Parts parts;
    private final AskedSleeps asked;
    private final Asking ask;
    private final Happening happens;
    private final InstantSource clock;
    private final HostContext context;
    private final AnsweredSteps answers = new AnsweredSteps();

    /// Asks the plan of a host's pool.
    @FunctionalInterface
    interface Asking {
        Pools.Asked plan(Instant now, Member member, UnaryOperator<PoolRules> rules);
    }

    /// Hands a host an event.
    @FunctionalInterface
    interface Happening {
        void to(Keeping keeping, Member member, HostEvent event);
    }

    PlanAnswers(
            InOrder order,
            Roll roll,
            FleetQuestions.Parts parts,
            AskedSleeps asked,
            Asking ask,
            Happening happens,
            InstantSource clock,
            HostContext context) {
        this.order = order;
        this.roll = roll;
        this.parts = parts;
        this.asked = asked;
        this.ask = ask;
        this.happens = happens;
        this.clock = clock;
        this.context = context;
    }

    /// What the plans do next, or would do.
    ///
    /// @param steps in the order in which the plans want them
    /// @param upcoming what time alone brings, the soonest first
    public record Next(List<PlannedStep> steps, List<Upcoming> upcoming) {}

    /// What is planned next.
    public Next next() {
        return order.look(() -> planned().all(clock.instant()));
    }

    private PlannedSteps planned() {
        return new PlannedSteps(roll, parts.pools(), answers, parts.demands().next(), context);
    }

    /// Somebody accepts a step that is proposed: it is carried out as where the plan is automatic,
    /// by the rules as they are at this moment. Once more it changes nothing.
    ///
    /// @param rehearsal whether nothing is done
    /// @throws ReasonException where there is no such step any more, or the rules refuse it now
    public PlannedStep accept(String id, String by, boolean rehearsal) {
        return order.work(keeping -> {
            Instant now = keeping.now();
            Optional<PlannedStep> before =
                    answers.find(id, now)
                            .filter(step -> step.standing() == PlannedStep.Standing.ACCEPTED);
            if (before.isPresent()) {
                return before.get();
            }
            PlannedStep step = answerable(id, now);
            Runnable doing =
                    step.act() == PlannedStep.Act.WAKE
                            ? () -> wakeAccepted(keeping, step)
                            : sleepAccepted(keeping, step);
            if (rehearsal) {
                return step;
            }
            keeping.tell(
                    step.member().id(), new LoopReason.StepAcceptedBy(by, step.act().spelling()));
            doing.run();
            keeping.undoes(answers.undo());
            return answers.put(step, true, by, now);
        });
    }

    private Runnable sleepAccepted(Keeping keeping, PlannedStep step) {
        Instant now = keeping.now();
        Member member = step.member();
        Pools.Asked plan = ask.plan(now, member, AskedSleeps::automatic);
        Decision _ = AskedSleeps.allowed(member, context, now, Optional.empty(), plan.decision());
        return () -> {
            keeping.undoes(asked.undo());
            asked.put(member, Optional.empty(), plan.rules(), now);
        };
    }

    private void wakeAccepted(Keeping keeping, PlannedStep step) {
        Instant now = keeping.now();
        keeping.undoes(parts.pools().rates().undo());
        parts.pools().spend(now, parts.pools().host(step.member()));
        parts.pools().save(keeping::also);
        happens.to(keeping, step.member(), new HostEvent.WakeAsked(now, step.why()));
    }

    /// Somebody refuses a step that is proposed: it is not proposed again for an hour, unless the
    /// situation changes. Once more it changes nothing.
    ///
    /// @param rehearsal whether nothing is done
    /// @throws ReasonException where there is no such step any more
    public PlannedStep refuse(String id, String by, boolean rehearsal) {
        return order.work(keeping -> {
            Instant now = keeping.now();
            Optional<PlannedStep> before =
                    answers.find(id, now)
                            .filter(step -> step.standing() == PlannedStep.Standing.REFUSED);
            if (before.isPresent()) {
                return before.get();
            }
            PlannedStep step = answerable(id, now);
            if (rehearsal) {
                return step;
            }
            keeping.undoes(answers.undo());
            keeping.undoes(asked.undo());
            asked.forget(step.member());
            PlannedStep refused = answers.put(step, false, by, now);
            keeping.tell(
                    step.member().id(),
                    new LoopReason.StepRefusedBy(
                            by, step.act().spelling(), now.plus(AnsweredSteps.HOLDS)));
            return refused;
        });
    }

    private PlannedStep answerable(String id, Instant now) {
        return planned()
                .answerable(id, now)
                .orElseThrow(() -> new ReasonException(new LoopReason.StepUnknown(id)));
    }

    /// Somebody wants a host to sleep at its next call, by all rules.
    ///
    /// @throws ReasonException where it is unknown, or where they refuse that now
    Decision sleep(String name, Optional<Duration> longest, Reason why, boolean rehearsal) {
        return order.work(keeping -> {
            Instant now = keeping.now();
            Member member = roll.named(name);
            Pools.Asked plan = ask.plan(now, member, AskedSleeps::automatic);
            Decision allowed = AskedSleeps.allowed(member, context, now, longest, plan.decision());
            if (!rehearsal) {
                keeping.tell(member.id(), why);
                keeping.undoes(asked.undo());
                asked.put(member, longest, plan.rules(), now);
            }
            return allowed;
        });
    }
}
