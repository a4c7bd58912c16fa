package dev.lungfish.core.policy;

import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.reason.Reason;
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
        List<Reason> why = new ArrayList<>();
        Optional<Rule> first = Optional.empty();
        for (int place = 0; place < ladder.rules().size(); place++) {
            Rule rule = ladder.rules().get(place);
            Decision.Memory remembered =
                    look(rule, situation, Optional.ofNullable(before.memory().get(place)), now);
            memory.put(place, remembered);
            if (first.isEmpty()) {
                why.add(told(rule, remembered, situation, now));
                first = holds(rule, remembered, now) ? Optional.of(rule) : Optional.empty();
            }
        }
        if (first.isEmpty()) {
            why.add(new PolicyReason.NoRuleHolds());
        }
        return first.equals(before.rule()) && !before.since().equals(Instant.MIN)
                ? new Decision(first, before.since(), memory, why)
                : change(first, before, memory, why, now);
    }

    /// What would bring another decision.
    ///
    /// @param decision made in this situation
    public List<Reason> whatWouldChange(Decision decision, Situation situation) {
        List<Reason> changes = new ArrayList<>();
        for (int place = 0; place < ladder.rules().size(); place++) {
            Rule rule = ladder.rules().get(place);
            if (decision.rule().equals(Optional.of(rule))) {
                changes.add(
                        rule.conditions().isEmpty()
                                ? new PolicyReason.RuleNeverEnds(rule.name())
                                : new PolicyReason.RuleWouldEnd(
                                        rule.name(), wanted(rule.conditions())));
                return changes;
            }
            List<Condition> missing = missing(rule, decision.memory().get(place), situation);
            changes.add(
                    new PolicyReason.RuleWouldTakeOver(
                            rule.name(),
                            rule.action().told(),
                            Optional.of(rule.after()).filter(Duration::isPositive),
                            wanted(missing.isEmpty() ? rule.conditions() : missing)));
        }
        return changes;
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

    private static List<PolicyReason> wanted(List<Condition> conditions) {
        return conditions.stream().map(Condition::wanted).toList();
    }

    /// Another rule takes over, unless the one before has not stood long enough.
    private Decision change(
            Optional<Rule> next,
            Decision before,
            Map<Integer, Decision.Memory> memory,
            List<Reason> why,
            Instant now) {
        Optional<Duration> left = mustStand(before, now);
        if (left.isPresent()) {
            why.add(new PolicyReason.DecisionStands(before.rule().map(Rule::name), left.get()));
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

    private static PolicyReason told(
            Rule rule, Decision.Memory memory, Situation situation, Instant now) {
        List<PolicyReason> missing = new ArrayList<>();
        List<PolicyReason> met = new ArrayList<>();
        for (int i = 0; i < rule.conditions().size(); i++) {
            Condition condition = rule.conditions().get(i);
            PolicyReason found = condition.found(situation);
            if (memory.held().get(i)) {
                met.add(found);
            } else {
                missing.add(new PolicyReason.ConditionNotMet(condition.wanted(), found));
            }
        }
        if (!missing.isEmpty()) {
            return new PolicyReason.RuleDoesNotHold(rule.name(), missing);
        }
        Duration since = Duration.between(memory.since().orElse(now), now);
        return since.compareTo(rule.after()) < 0
                ? new PolicyReason.RulePending(rule.name(), rule.after().minus(since), met)
                : new PolicyReason.RuleHolds(rule.name(), met);
    }
}
