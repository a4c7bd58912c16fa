package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Admission;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Nothing of the host was changed yet, but for an alarm that tests the RTC.
sealed interface Checking extends ProcedureState {

    @Override
    default Phase phase() {
        return Phase.CHECKING;
    }

    /// The host is being examined.
    record Examining(SleepRequest request, ProcedureSettings settings) implements Checking {
        @Override
        public Step on(Event event) {
            if (event.cancelledBy().isPresent()) {
                return Ended.with(Finish.cancelled(event, List.of()), List.of());
            }
            return switch (event.answer()) {
                case Answer.Examined(Findings findings) -> decide(findings, event);
                case Answer.Failed failed ->
                        Ended.with(
                                new Outcome.Refused(
                                        List.of(
                                                new AdmissionReason.HostNotExamined(
                                                        failed.what()))),
                                List.of());
                case Answer other -> throw Finish.unexpected(this, other);
            };
        }

        private Step decide(Findings findings, Event event) {
            return switch (Admission.decide(request, settings, findings, event.at().wall())) {
                case Admission.Decision.Refused(List<Reason> reasons) ->
                        Ended.with(new Outcome.Refused(reasons), List.of());
                case Admission.Decision.Admitted(
                                Way way,
                                Optional<PlanStep> test,
                                List<PlanStep> plan) ->
                        Step.of(
                                new Opening(
                                        ProcedureContext.of(request, settings, way), test, plan),
                                new Effect.Open(
                                        way.state(),
                                        way.executor(),
                                        request.length().map(_ -> way.rtc())));
            };
        }
    }

    /// The files that will be written are being opened.
    record Opening(ProcedureContext context, Optional<PlanStep> test, List<PlanStep> plan)
            implements Checking {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.Done _ ->
                                        Step.of(
                                                new FindingBlockers(context, test, plan),
                                                new Effect.FindBlockers(context.request()));
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }
    }

    /// What keeps the host awake is being found.
    record FindingBlockers(ProcedureContext context, Optional<PlanStep> test, List<PlanStep> plan)
            implements Checking {
        @Override
        public Step on(Event event) {
            Optional<Step> ends =
                    Finish.cancelIfAsked(context, event)
                            .or(() -> Finish.refuseIfBlocked(context, event));
            if (ends.isPresent()) {
                return ends.get();
            }
            return Step.of(new FindingWakeups(context, test, plan), new Effect.FindWakeups());
        }
    }

    /// The wakeups that others asked for are being found.
    record FindingWakeups(ProcedureContext context, Optional<PlanStep> test, List<PlanStep> plan)
            implements Checking {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .or(() -> WakeupHandling.refuseIfUnknown(context, event))
                    .or(() -> WakeupHandling.refuseIfSleptPast(context, event))
                    .orElseGet(() ->
                            Step.of(
                                    new FindingHooks(context, test, withWakeups(event)),
                                    new Effect.FindHooks()));
        }

        private List<PlanStep> withWakeups(Event event) {
            return Stream.concat(
                            plan.stream(),
                            WakeupHandling.inPlan(
                                    context.request(),
                                    WakeupHandling.found(event.answer()),
                                    event.at().wall())
                                    .stream())
                    .toList();
        }
    }

    /// The hooks that will run are being found: one that can't be used is known before the request
    /// is accepted.
    record FindingHooks(ProcedureContext context, Optional<PlanStep> test, List<PlanStep> plan)
            implements Checking {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            switch (event.answer()) {
                                case Answer.HooksFound(List<String> hooks) ->
                                        goOn(with(hooks), event);
                                case Answer.Failed failed ->
                                        Finish.refuse(context, failed.what(), event);
                                case Answer other -> throw Finish.unexpected(this, other);
                            });
        }

        private List<PlanStep> with(List<String> hooks) {
            return hooks.isEmpty()
                    ? plan
                    : Stream.concat(plan.stream(), Stream.of(new PlanStep.HooksWillRun(hooks)))
                            .toList();
        }

        private Step goOn(List<PlanStep> all, Event event) {
            if (context.request().dryRun()) {
                return Finish.begin(
                        context,
                        new Outcome.WouldSleep(
                                Stream.<Reason>concat(all.stream(), test.stream()).toList()),
                        event);
            }
            return test.isPresent()
                    ? RtcTesting.begin(
                            context.way().rtc(),
                            context.way().fingerprint(),
                            new RtcTesting.Purpose.ForRequest(context, all))
                    : accept(context, all, event);
        }
    }

    static Step accept(ProcedureContext context, List<PlanStep> plan, Event event) {
        Way way = context.way();
        return Step.of(
                new Accepting(context, plan),
                new Effect.Write(
                        new JournalEntry.Accepted(
                                context.request(),
                                way.state(),
                                way.executor(),
                                way.rtc(),
                                way.fingerprint(),
                                way.network().map(NetworkWay::fingerprint),
                                event.at())));
    }

    /// The acceptance is being written down.
    record Accepting(ProcedureContext context, List<PlanStep> plan) implements Checking {
        @Override
        public Step on(Event event) {
            return switch (event.answer()) {
                case Answer.Done _ -> reply(event);
                case Answer.Failed failed -> Finish.refuse(context, failed.what(), event);
                case Answer other -> throw Finish.unexpected(this, other);
            };
        }

        private Step reply(Event event) {
            ProcedureContext accepted = context.accept();
            return Finish.cancelIfAsked(accepted, event)
                    .orElseGet(() ->
                            Step.of(
                                    new Countdown.Replying(accepted),
                                    new Effect.Reply(accepted.request(), plan)));
        }
    }
}
