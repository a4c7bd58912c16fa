package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import java.util.List;

/// Whether a host has one way to save the power of its processors.
///
/// @param name `frequency`, `boost`, `preference`, ...
/// @param reason a sentence; empty where it is supported and nothing need be said
public record CpuVerdict(String name, Support support, String reason, List<Evidence> evidence) {
    public CpuVerdict {
        evidence = List.copyOf(evidence);
    }
}
