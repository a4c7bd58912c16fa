package dev.lungfish.core.policy;

import dev.lungfish.core.policy.Condition.Quantity;
import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/// Why a decision is as it is, and what would bring another. `rule` is the name of a rule.
public sealed interface PolicyReason extends Reason {
    /// The reason `rule-holds`.
    ///
    /// @param conditions as they were found; none for a rule that always holds
    record RuleHolds(String rule, List<PolicyReason> conditions) implements PolicyReason {}

    /// All conditions hold, but not for long enough.
    record RulePending(String rule, Duration left, List<PolicyReason> conditions)
            implements PolicyReason {}

    record RuleDoesNotHold(String rule, List<PolicyReason> conditions) implements PolicyReason {}

    record NoRuleHolds() implements PolicyReason {}

    record NoRules() implements PolicyReason {}

    record NothingSeenYet() implements PolicyReason {}

    /// Another decision is due, but this one has not stood for the minimum.
    record DecisionStands(Optional<String> rule, Duration left) implements PolicyReason {}

    record RuleNeverEnds(String rule) implements PolicyReason {}

    record RuleWouldEnd(String rule, List<PolicyReason> conditions) implements PolicyReason {}

    record RuleWouldTakeOver(
            String rule,
            PolicyReason action,
            Optional<Duration> after,
            List<PolicyReason> conditions)
            implements PolicyReason {}

    record ConditionNotMet(PolicyReason wanted, PolicyReason found) implements PolicyReason {}

    record HoursWanted(LocalTime from, LocalTime to) implements PolicyReason {}

    record DaysWanted(String days) implements PolicyReason {}

    record DayFound(String day) implements PolicyReason {}

    /// The reason `at-most-wanted`.
    ///
    /// @param end beyond which it ends again; empty where that is the limit itself
    record AtMostWanted(Quantity quantity, int limit, Optional<Integer> end)
            implements PolicyReason {}

    /// The reason `at-least-wanted`.
    ///
    /// @param end below which it ends again; empty where that is the limit itself
    record AtLeastWanted(Quantity quantity, int limit, Optional<Integer> end)
            implements PolicyReason {}

    record PowerWanted(PowerSource source) implements PolicyReason {}

    record TimeFound(LocalTime time) implements PolicyReason {}

    record AmountFound(Quantity quantity, Optional<Integer> amount) implements PolicyReason {}

    record PowerFound(Optional<PowerSource> source) implements PolicyReason {}

    record NothingKeepsAwake() implements PolicyReason {}

    record BlockersFound(List<Reason> blockers) implements PolicyReason {}

    record BlockedBy(String blocker, Reason why) implements PolicyReason {}

    /// One that stands in a recorded load.
    record BlockerRecorded(String blocker) implements PolicyReason {}

    record ProfileUsed(String profile) implements PolicyReason {}

    record AsleepFor(SleepTarget target, Duration length) implements PolicyReason {}
}
