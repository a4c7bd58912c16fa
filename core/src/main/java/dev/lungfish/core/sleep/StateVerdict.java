package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import java.util.List;

/// Whether the host can enter one sleep state, and why that is believed.
///
/// @param reason one sentence in words, without a final full stop
/// @param remedy what an administrator can do about it; empty where there is nothing to do
/// @param evidence what the verdict rests on, in the order in which it was weighed
public record StateVerdict(
        SleepState state, Support support, String reason, String remedy, List<Evidence> evidence) {
    public StateVerdict {
        evidence = List.copyOf(evidence);
    }
}
