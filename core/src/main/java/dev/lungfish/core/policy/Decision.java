package dev.lungfish.core.policy;

import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is decided, and all that the next decision must know of the past.
///
/// @param rule that decides; empty where none holds, or none was decided yet
/// @param since when it does
/// @param memory of each rule, by its place in the ladder
/// @param why what holds, and what stands in the way of the rules before it
public record Decision(
        Optional<Rule> rule, Instant since, Map<Integer, Memory> memory, List<Reason> why) {
    public Decision {
        memory = Map.copyOf(memory);
        why = List.copyOf(why);
    }

    /// What is remembered of a rule.
    ///
    /// @param held for each condition whether it held at the last look
    /// @param since when all of them have held without a break; empty where they don't
    public record Memory(List<Boolean> held, Optional<Instant> since) {
        public Memory {
            held = List.copyOf(held);
        }
    }

    /// Before the first look.
    public static Decision none() {
        return new Decision(Optional.empty(), Instant.MIN, Map.of(), List.of());
    }

    /// What the host does by it; empty where nothing is decided.
    public Optional<Action> action() {
        return rule.map(Rule::action);
    }
}
