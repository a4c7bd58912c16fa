package dev.lungfish.core.policy;

import dev.lungfish.core.policy.Condition.Quantity;
import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays a recorded load against the rules, and tells what would have happened. Pure.
///
/// A host that sleeps looks at nothing until it is back; what the trace says meanwhile is only
/// counted as missed where somebody would have needed the host: a guest or a session that was not
/// there when it fell asleep.
public final class Replay {
    private final Decider decider;
    private final Duration shortest;
    private final List<Event> events = new ArrayList<>();
    private final Map<Reason, Duration> times = new LinkedHashMap<>();
    private Decision decision = Decision.none();
    private Optional<Sleep> sleep = Optional.empty();

    private Replay(Ladder ladder, Duration shortest) {
        decider = new Decider(ladder);
        this.shortest = shortest;
    }

    /// One thing that would have happened.
    public record Event(ZonedDateTime at, StoryReason what, List<? extends Reason> why) {}

    /// What would have happened.
    ///
    /// @param times how long the host would have done each thing
    /// @param over from the first situation to the last
    public record Story(List<Event> events, Map<Reason, Duration> times, Duration over) {}

    private record Sleep(Rule rule, ZonedDateTime end, Situation before, boolean missed) {}

    /// Plays it.
    ///
    /// @param shortest a shorter sleep is not begun
    public static Story of(Ladder ladder, List<Situation> trace, Duration shortest) {
        Replay replay = new Replay(ladder, shortest);
        Situation last = trace.getFirst();
        for (Situation situation : trace) {
            replay.count(last, situation);
            replay.look(situation);
            last = situation;
        }
        return new Story(
                List.copyOf(replay.events),
                replay.times,
                Duration.between(trace.getFirst().at(), last.at()));
    }

    private void count(Situation from, Situation to) {
        Reason what =
                sleep.isPresent()
                        ? new StoryReason.Asleep()
                        : decision.action()
                                .<Reason>map(Action::told)
                                .orElseGet(StoryReason.NothingDecided::new);
        Duration length = Duration.between(from.at(), to.at());
        if (!length.isZero()) {
            times.merge(what, length, Duration::plus);
        }
    }

    private void look(Situation situation) {
        if (sleep.isPresent() && situation.at().isBefore(sleep.get().end())) {
            miss(situation, sleep.get());
            return;
        }
        Decision before = decision;
        decision = decider.decide(situation, before);
        boolean slept = sleep.isPresent();
        boolean sleepsOn = slept && decision.rule().equals(Optional.of(sleep.get().rule()));
        sleep = Optional.empty();
        Optional<Duration> length =
                decision.rule()
                        .flatMap(rule -> rule.sleepLength(situation.at()))
                        .filter(one -> one.compareTo(shortest) >= 0);
        if (length.isPresent()) {
            Rule rule = decision.rule().orElseThrow();
            sleep =
                    Optional.of(
                            new Sleep(rule, situation.at().plus(length.get()), situation, false));
            tell(
                    situation,
                    sleepsOn
                            ? new StoryReason.SleepContinues(length.get())
                            : new StoryReason.SleepBegins(length.get()));
        } else if (slept || !decision.rule().equals(before.rule())) {
            tell(
                    situation,
                    new StoryReason.RuleTakesOver(
                            slept,
                            decision.rule().map(Rule::name),
                            decision.action().map(Action::told)));
        }
    }

    private void miss(Situation situation, Sleep now) {
        boolean needed =
                more(Quantity.GUESTS, now.before(), situation)
                        || more(Quantity.SESSIONS, now.before(), situation);
        if (needed && !now.missed()) {
            sleep = Optional.of(new Sleep(now.rule(), now.end(), now.before(), true));
            events.add(
                    new Event(
                            situation.at(),
                            new StoryReason.NeededWhileAsleep(
                                    Duration.between(situation.at(), now.end())),
                            List.of(
                                    new StoryReason.GuestsAndSessions(
                                            situation.guests().orElse(0),
                                            situation.sessions().orElse(0)))));
        }
    }

    private static boolean more(Quantity quantity, Situation before, Situation now) {
        return quantity.of(now).orElse(0) > quantity.of(before).orElse(0);
    }

    private void tell(Situation situation, StoryReason what) {
        events.add(new Event(situation.at(), what, decision.why()));
    }
}
