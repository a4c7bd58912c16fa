package dev.lungfish.core.procedure;

import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.wake.NetworkReadings;

import java.time.Duration;
import java.util.Optional;

/// The network card that the request relies on is being asked whether it listens. Where no alarm
/// ends the sleep, its answer is the last thing before it.
sealed interface Listening extends ProcedureState {
    /// What a card says later than this after the question may no longer be so.
    Duration PROMPT = Duration.ofSeconds(1);

    Course course();

    /// What follows where nobody cancelled the request and the card has answered.
    Step heard(NetworkReadings card, Event event);

    @Override
    default Phase phase() {
        return Phase.ARMING;
    }

    @Override
    default Step on(Event event) {
        return Ending.cancelIfAsked(course(), event)
                .orElseGet(() ->
                        switch (event.answer()) {
                            case Answer.CardRead(NetworkReadings card) -> heard(card, event);
                            case Answer.Failed failed ->
                                    Ending.refuse(course(), failed.what(), event);
                            case Answer other -> throw Ending.unexpected(this, other);
                        });
    }

    /// Asks the card, where there is one, and goes on to the alarm.
    static Step beforeTheAlarm(Course course, AlarmPlan plan) {
        return course.way()
                .network()
                .map(network ->
                        Step.of(
                                new BesideAnAlarm(course, plan),
                                new Effect.ReadCard(network.card())))
                .orElseGet(() -> Arming.observe(course, Optional.of(plan)));
    }

    /// The card is there beside an alarm.
    record BesideAnAlarm(Course course, AlarmPlan plan) implements Listening {
        @Override
        public Step heard(NetworkReadings card, Event event) {
            return ListeningJudge.whyNot(card)
                    .map(why ->
                            Ending.refuse(
                                    course, "not suspending: " + card.name() + ": " + why, event))
                    .orElseGet(() -> Arming.observe(course, Optional.of(plan)));
        }
    }

    /// That a sleep without an alarm comes is being written down.
    record NotingEntry(Course course, HostSight before) implements ProcedureState {
        @Override
        public Phase phase() {
            return Phase.ARMING;
        }

        @Override
        public Step on(Event event) {
            return Ending.cancelIfAsked(course, event)
                    .or(() -> Ending.refuseIfFailed(course, event))
                    .orElseGet(() ->
                            Step.of(
                                    new InPlaceOfAnAlarm(course, before, event.at()),
                                    new Effect.ReadCard(card())));
        }

        private String card() {
            return course.way().network().orElseThrow().card();
        }
    }

    /// The card is all that there is. What it says is the only thing that can start the sleep.
    ///
    /// @param asked when: what it answers may be as old as that
    record InPlaceOfAnAlarm(Course course, HostSight before, Moment asked) implements Listening {
        @Override
        public Step heard(NetworkReadings card, Event event) {
            Duration answering = event.at().passedSince(asked);
            if (answering.compareTo(PROMPT) > 0) {
                return refuse(
                        card.name()
                                + " took "
                                + SpokenDuration.of(answering)
                                + " to answer, and may no longer listen",
                        event);
            }
            Optional<ProofStanding.Proved> proved =
                    course.way().network().flatMap(NetworkWay::proved);
            if (proved.isEmpty()) {
                return refuse("that " + card.name() + " wakes the host is not proved", event);
            }
            return switch (ProvedCard.verify(proved.get(), card, asked)) {
                case ProvedCard.Verification.Rejected(String why) -> refuse(why, event);
                case ProvedCard.Verification.Verified(ProvedCard wake) ->
                        Step.of(
                                new Sleeping.Entering(course, wake, before),
                                new Effect.Enter(
                                        wake, course.way().state(), course.way().executor()));
            };
        }

        private Step refuse(String why, Event event) {
            return Ending.refuse(course, "not suspending: " + why, event);
        }
    }
}
