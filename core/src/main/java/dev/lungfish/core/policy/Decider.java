package dev.lungfish.core.policy;

import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes decisions. Pure.
public final class Decider {
    private final Ladder ladder;

    public Decider(Ladder ladder) {
        this.ladder = ladder;
    }

    /// Decides.
    ///
    /// @param before the decision at the last look, which must not be later
    public Decision decide(Situation situation, Decision before) {
        Instant now = situation.at().toInstant();
        Map<Integer, Decision.Memory> memory = new HashMap<>();
        List<String> why = new ArrayList<>();
        Optional<Rule> first = Optional.empty();
        for (int place = 0; place < ladder.rules().size(); place++) {
            Rule rule = ladder.rules().get(place);
            Decision.Memory remembered =
                    look(rule, situation, Optional.ofNullable(before.memory().get(place)), now);
            memory.put(place, remembered);
            if (first.isEmpty()) {
                why.add(sentence(rule, remembered, situation, now));
                first = holds(rule, remembered, now) ? Optional.of(rule) : Optional.empty();
            }
        }
        if (first.isEmpty()) {
            why.add("no rule holds: nothing is changed");
        }
        return first.equals(before.rule()) && !before.since().equals(Instant.MIN)
                ? new Decision(first, before.since(), memory, why)
                : change(first, before, memory, why, now);
    }

    /// What would bring another decision, in sentences.
    ///
    /// @param decision made in this situation
    public List<String> whatWouldChange(Decision decision, Situation situation) {
        List<String> sentences = new ArrayList<>();
        for (int place = 0; place < ladder.rules().size(); place++) {
            Rule rule = ladder.rules().get(place);
            if (decision.rule().equals(Optional.of(rule))) {
                sentences.add(
                        rule.conditions().isEmpty()
                                ? "'" + rule.name() + "' never ends by itself"
                                : "'"
                                        + rule.name()
                                        + "' ends where one of these does: "
                                        + inWords(rule.conditions()));
                return sentences;
            }
            List<Condition> missing = missing(rule, decision.memory().get(place), situation);
            sentences.add(
                    "'"
                            + rule.name()
                            + "' ("
                            + rule.action().inWords()
                            + ") would take over "
                            + (rule.after().isZero()
                                    ? ""
                                    : "after " + SpokenDuration.of(rule.after()) + " ")
                            + "with: "
                            + inWords(missing.isEmpty() ? rule.conditions() : missing));
        }
        return sentences;
    }

    private static List<Condition> missing(
            Rule rule, Decision.@Nullable Memory memory, Situation situation) {
        List<Condition> missing = new ArrayList<>();
        for (int i = 0; i < rule.conditions().size(); i++) {
            Condition condition = rule.conditions().get(i);
            if (!condition.holds(situation, memory != null && memory.held().get(i))) {
                missing.add(condition);
            }
        }
        return missing;
    }

    private static String inWords(List<Condition> conditions) {
        return String.join("; ", conditions.stream().map(Condition::inWords).toList());
    }

    /// Another rule takes over, unless the one before has not stood long enough.
    private Decision change(
            Optional<Rule> next,
            Decision before,
            Map<Integer, Decision.Memory> memory,
            List<String> why,
            Instant now) {
        Optional<Duration> left = mustStand(before, now);
        if (left.isPresent()) {
            why.add(
                    "'"
                            + before.rule().map(Rule::name).orElse("no rule")
                            + "' stands for another "
                            + SpokenDuration.of(left.get())
                            + ", the minimum");
            return new Decision(before.rule(), before.since(), memory, why);
        }
        return new Decision(next, now, memory, why);
    }

    private Optional<Duration> mustStand(Decision before, Instant now) {
        boolean mayEndAtOnce =
                before.since().equals(Instant.MIN)
                        || before.action().filter(Action.Sleep.class::isInstance).isPresent();
        Instant end = mayEndAtOnce ? now : before.since().plus(ladder.minimum());
        return now.isBefore(end) ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }

    private static Decision.Memory look(
            Rule rule, Situation situation, Optional<Decision.Memory> before, Instant now) {
        List<Boolean> held = new ArrayList<>();
        boolean all = true;
        for (int i = 0; i < rule.conditions().size(); i++) {
            boolean heldBefore = before.isPresent() && before.get().held().get(i);
            boolean holds = rule.conditions().get(i).holds(situation, heldBefore);
            held.add(holds);
            all &= holds;
        }
        Optional<Instant> since =
                all
                        ? before.flatMap(Decision.Memory::since).or(() -> Optional.of(now))
                        : Optional.empty();
        return new Decision.Memory(held, since);
    }

    private static boolean holds(Rule rule, Decision.Memory memory, Instant now) {
        return memory.since().isPresent() && !now.isBefore(memory.since().get().plus(rule.after()));
    }

    private static String sentence(
            Rule rule, Decision.Memory memory, Situation situation, Instant now) {
        List<String> missing = new ArrayList<>();
        List<String> met = new ArrayList<>();
        for (int i = 0; i < rule.conditions().size(); i++) {
            Condition condition = rule.conditions().get(i);
            (memory.held().get(i) ? met : missing)
                    .add(
                            memory.held().get(i)
                                    ? condition.found(situation)
                                    : condition.inWords()
                                            + " wanted, "
                                            + condition.found(situation));
        }
        String name = "'" + rule.name() + "' ";
        if (!missing.isEmpty()) {
            return name + "does not hold: " + String.join("; ", missing);
        }
        Duration since = Duration.between(memory.since().orElse(now), now);
        String because = met.isEmpty() ? "always" : String.join("; ", met);
        return since.compareTo(rule.after()) < 0
                ? name
                        + "holds in "
                        + SpokenDuration.of(rule.after().minus(since))
                        + " if it stays so: "
                        + because
                : name + "holds: " + because;
    }
}
