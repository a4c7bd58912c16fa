package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import java.util.List;

/// Whether the host can enter one sleep state, and why that is believed.
///
/// @param evidence what the verdict rests on, in the order in which it was weighed
public record StateVerdict(
        SleepState state, Support support, Reason reason, List<Evidence> evidence) {
    public StateVerdict {
        evidence = List.copyOf(evidence);
    }
}
