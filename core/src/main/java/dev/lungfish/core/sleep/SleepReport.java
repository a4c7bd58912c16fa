package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a host can do: a verdict for each sleep state, and what follows for the targets that
/// clients ask for.
///
/// @param states one verdict for each [SleepState], in the order of that enum
/// @param targets whether each [SuspendTarget] can be asked for
public record SleepReport(List<StateVerdict> states, Map<SuspendTarget, Support> targets) {
    public SleepReport {
        states = List.copyOf(states);
        targets = Map.copyOf(new EnumMap<>(targets));
    }

    /// The verdict on one state.
    public StateVerdict of(SleepState state) {
        return states.stream()
                .filter(verdict -> verdict.state() == state)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no verdict on " + state));
    }

    /// Whether one target can be asked for.
    public Support of(SuspendTarget target) {
        return targets.getOrDefault(target, Support.UNKNOWN);
    }

    /// True where at least one probe came to an answer. Where none did, nothing may be exported,
    /// not even that there is nothing.
    public boolean anyProbeSucceeded() {
        return targets.values().stream().anyMatch(support -> support != Support.UNKNOWN);
    }

    /// Whether the host can enter one sleep state, and why that is believed.
    ///
    /// @param evidence what the verdict rests on, in the order in which it was weighed
    public record StateVerdict(
            SleepState state, Support support, Reason reason, List<Evidence> evidence) {
        public StateVerdict {
            evidence = List.copyOf(evidence);
        }
    }
}
