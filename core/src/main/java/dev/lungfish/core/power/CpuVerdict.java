package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Support;
import java.util.List;
import java.util.Optional;

/// Whether a host has one way to save the power of its processors.
///
/// @param name `frequency`, `boost`, `preference`, ...
/// @param reason empty where it is supported
public record CpuVerdict(
        String name, Support support, Optional<CpuReason> reason, List<Evidence> evidence) {
    public CpuVerdict {
        evidence = List.copyOf(evidence);
    }
}
