package dev.lungfish.api;

import dev.lungfish.core.policy.Decider;
import dev.lungfish.core.policy.Decision;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.reason.Reason;
import java.util.List;

/// Which rule holds now, why, since when, and what would change it.
///
/// @param situation of the last look
/// @param decision made then
/// @param change what would bring another decision
public record Explanation(Situation situation, Decision decision, List<Reason> change) {
    public Explanation {
        change = List.copyOf(change);
    }

    /// Explains a decision.
    public static Explanation of(Decider decider, Decision decision, Situation situation) {
        return new Explanation(situation, decision, decider.whatWouldChange(decision, situation));
    }
}
