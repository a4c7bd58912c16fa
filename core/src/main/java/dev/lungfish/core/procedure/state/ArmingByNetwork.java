package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.ArmingReason;
import dev.lungfish.core.procedure.alarm.ProvedNic;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.proof.CardReason;
import dev.lungfish.core.procedure.proof.NetworkArmingJudge;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.NetworkReadings;
import java.time.Duration;
import java.util.Optional;

/// The network card that the request relies on is being asked whether it listens. Where no alarm
/// ends the sleep, its answer is the last thing before it.
sealed interface ArmingByNetwork extends ProcedureState {
    /// What a card says later than this after the question may no longer be so.
    Duration PROMPT = Duration.ofSeconds(1);

    ProcedureContext context();

    /// What follows where nobody cancelled the request and the card has answered.
    Step heard(NetworkReadings card, Event event);

    @Override
    default Phase phase() {
        return Phase.ARMING;
    }

    @Override
    default Step on(Event event) {
        return Finish.cancelIfAsked(context(), event)
                .orElseGet(() ->
                        switch (event.answer()) {
                            case Answer.CardRead(NetworkReadings card) -> heard(card, event);
                            case Answer.Failed failed ->
                                    Finish.refuse(context(), failed.what(), event);
                            case Answer other -> throw Finish.unexpected(this, other);
                        });
    }

    /// Asks the card, where there is one, and goes on to the alarm.
    static Step beforeTheAlarm(ProcedureContext context, AlarmPlan plan) {
        return context.way()
                .network()
                .map(network ->
                        Step.of(
                                new BesideAnAlarm(context, plan),
                                new Effect.ReadCard(network.card())))
                .orElseGet(() -> Arming.observe(context, Optional.of(plan)));
    }

    /// The card is there beside an alarm.
    record BesideAnAlarm(ProcedureContext context, AlarmPlan plan) implements ArmingByNetwork {
        @Override
        public Step heard(NetworkReadings card, Event event) {
            return NetworkArmingJudge.whyNot(card)
                    .map(why ->
                            Finish.refuse(
                                    context,
                                    new ArmingReason.NotSuspending(
                                            new CardReason.CardNotUsable(card.name(), why)),
                                    event))
                    .orElseGet(() -> Arming.observe(context, Optional.of(plan)));
        }
    }

    /// That a sleep without an alarm comes is being written down.
    record NotingEntry(ProcedureContext context, SleepEvidence before) implements ProcedureState {
        @Override
        public Phase phase() {
            return Phase.ARMING;
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .or(() -> Finish.refuseIfFailed(context, event))
                    .orElseGet(() ->
                            Step.of(
                                    new InPlaceOfAnAlarm(context, before, event.at()),
                                    new Effect.ReadCard(card())));
        }

        private String card() {
            return context.way().network().orElseThrow().card();
        }
    }

    /// The card is all that there is. What it says is the only thing that can start the sleep.
    ///
    /// @param asked when: what it answers may be as old as that
    record InPlaceOfAnAlarm(ProcedureContext context, SleepEvidence before, Moment asked)
            implements ArmingByNetwork {
        @Override
        public Step heard(NetworkReadings card, Event event) {
            Duration answering = event.at().passedSince(asked);
            if (answering.compareTo(PROMPT) > 0) {
                return refuse(new CardReason.CardTooSlow(card.name(), answering), event);
            }
            Optional<ProofStanding.Proved> proved =
                    context.way().network().flatMap(NetworkWay::proved);
            if (proved.isEmpty()) {
                return refuse(new CardReason.CardNotProved(card.name()), event);
            }
            return switch (ProvedNic.verify(proved.get(), card, asked)) {
                case ProvedNic.Verification.Rejected(Reason why) -> refuse(why, event);
                case ProvedNic.Verification.Verified(ProvedNic wake) ->
                        Step.of(
                                new Sleeping.Entering(context, wake, before),
                                new Effect.Enter(
                                        wake, context.way().state(), context.way().executor()));
            };
        }

        private Step refuse(Reason why, Event event) {
            return Finish.refuse(context, new ArmingReason.NotSuspending(why), event);
        }
    }
}
