package dev.lungfish.core.neighbour;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a neighbour knows of one sleeper, and what it does next: a state machine. It decides;
/// whoever runs it sends, asks and tells, and hands in what came of it.
///
/// The clock is the neighbour's wall clock, since a watch outlives the neighbour's own restart. A
/// clock that is set forward wakes a sleeper early, one that is set back late; neither loses it.
public sealed interface Watch {
    SleepNotice notice();

    /// It is expected back, at its time or whenever somebody wakes it.
    record Expecting(SleepNotice notice) implements Watch {
        private Step at(Instant now, WatchRules rules) {
            Optional<Instant> due = due(notice, rules);
            return due.filter(time -> !now.isBefore(time)).isEmpty()
                    ? new Step(this, new Action.Wait(due))
                    : new Step(
                            new Overdue(
                                    notice, 1, rules.firstPause(), now.plus(rules.firstPause())),
                            new Action.Wake(1));
        }
    }

    private static Optional<Instant> due(SleepNotice notice, WatchRules rules) {
        return notice.promised().map(time -> time.plus(rules.grace()));
    }

    /// It is overdue, and is being woken.
    ///
    /// @param attempts how often magic packets were sent
    /// @param pause until the next ones
    /// @param next when they are due
    record Overdue(SleepNotice notice, int attempts, Duration pause, Instant next)
            implements Watch {
        private Step at(Instant now, WatchRules rules) {
            if (now.isBefore(next)) {
                return new Step(this, new Action.Wait(Optional.of(next)));
            }
            if (notice.promised()
                    .filter(time -> now.isBefore(time.plus(rules.patience())))
                    .isEmpty()) {
                return new Step(
                        new GivenUp(notice, attempts, now), new Action.TellGivenUp(attempts));
            }
            Duration doubled = pause.multipliedBy(2);
            Duration longer =
                    doubled.compareTo(rules.longestPause()) < 0 ? doubled : rules.longestPause();
            return new Step(
                    new Overdue(notice, attempts + 1, longer, now.plus(longer)),
                    new Action.Wake(attempts + 1));
        }
    }

    /// It is back, or was seen to be.
    ///
    /// @param attempts how often magic packets had been sent by then
    /// @param at when that was known
    /// @param evidence how
    record Back(SleepNotice notice, int attempts, Instant at, Reason evidence) implements Watch {}

    /// It did not come back, and nothing more is tried.
    record GivenUp(SleepNotice notice, int attempts, Instant at) implements Watch {}

    /// What happened.
    sealed interface Event {
        /// Time has passed.
        record Clock(Instant now) implements Event {}

        /// The host said that it is awake, or was seen to be.
        record Seen(Instant now, Reason evidence) implements Event {}

        /// The host answered before the packets of the latest attempt were sent.
        record Answered(Instant now, Reason evidence) implements Event {}
    }

    /// What is to be done.
    sealed interface Action {
        /// Nothing, but to look again.
        ///
        /// @param at empty where nothing more will ever be done
        record Wait(Optional<Instant> at) implements Action {}

        /// See whether the host answers; if so hand in [Event.Answered], if not send magic packets.
        ///
        /// @param attempt 1 for the first time
        record Wake(int attempt) implements Action {}

        /// Tell that the host is back.
        ///
        /// @param afterPromise empty where it had promised nothing
        record TellBack(int attempts, Optional<Duration> afterPromise, Reason evidence)
                implements Action {}

        /// Tell that nothing more is tried.
        record TellGivenUp(int attempts) implements Action {}
    }

    /// A new state and what is to be done.
    record Step(Watch watch, Action action) {}

    /// A watch over a host that has just said that it will sleep. One that is already watched
    /// begins anew, as the newest promise holds.
    static Step begin(SleepNotice notice, WatchRules rules) {
        return new Step(new Expecting(notice), new Action.Wait(due(notice, rules)));
    }

    /// What comes of an event.
    default Step on(Event event, WatchRules rules) {
        return switch (this) {
            case Expecting expecting ->
                    switch (event) {
                        case Event.Clock(Instant now) -> expecting.at(now, rules);
                        case Event.Seen(Instant now, Reason evidence) -> back(0, now, evidence);
                        case Event.Answered(Instant now, Reason evidence) -> back(0, now, evidence);
                    };
            case Overdue overdue ->
                    switch (event) {
                        case Event.Clock(Instant now) -> overdue.at(now, rules);
                        case Event.Seen(Instant now, Reason evidence) ->
                                back(overdue.attempts, now, evidence);
                        case Event.Answered(Instant now, Reason evidence) ->
                                back(Math.max(0, overdue.attempts - 1), now, evidence);
                    };
            case GivenUp given ->
                    switch (event) {
                        case Event.Clock _ -> rest();
                        case Event.Seen(Instant now, Reason evidence) ->
                                back(given.attempts, now, evidence);
                        case Event.Answered(Instant now, Reason evidence) ->
                                back(given.attempts, now, evidence);
                    };
            case Back _ -> rest();
        };
    }

    /// Whether it is not known to be back.
    default boolean isOpen() {
        return !(this instanceof Back);
    }

    private Step rest() {
        return new Step(this, new Action.Wait(Optional.empty()));
    }

    private Step back(int attempts, Instant now, Reason evidence) {
        return new Step(
                new Back(notice(), attempts, now, evidence),
                new Action.TellBack(
                        attempts,
                        notice().promised().map(time -> Duration.between(time, now)),
                        evidence));
    }

    /// How patient a neighbour is with a sleeper.
    ///
    /// @param grace how long after the promised time nothing is done
    /// @param firstPause between the first magic packets and the second
    /// @param longestPause to which the pauses grow, each twice as long as the last
    /// @param patience how long after the promised time it gives up
    record WatchRules(
            Duration grace, Duration firstPause, Duration longestPause, Duration patience) {
        public WatchRules {
            if (grace.isNegative()
                    || !firstPause.isPositive()
                    || longestPause.compareTo(firstPause) < 0
                    || patience.compareTo(grace) < 0) {
                throw new IllegalArgumentException(
                        "a grace that is not negative, pauses that grow and a patience beyond the grace expected, found %s, %s to %s, %s"
                                .formatted(grace, firstPause, longestPause, patience));
            }
        }

        /// What holds where nothing is configured.
        public static WatchRules usual() {
            return new WatchRules(
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(15),
                    Duration.ofDays(7));
        }
    }
}
