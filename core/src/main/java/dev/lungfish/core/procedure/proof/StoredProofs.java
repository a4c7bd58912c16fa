package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.reason.Reason;
import java.util.Map;
import java.util.Optional;

/// What is kept of a host's ways back.
///
/// @param tests the last test of each RTC, by [RtcTest#key]
/// @param proofs what the last sleep in each state showed of its way back, by [Proof#key]
/// @param unreadable why there may be proofs that are not known, with what to do; empty where all
///   are known
public record StoredProofs(
        Map<String, RtcTest> tests, Map<String, Proof> proofs, Optional<Reason> unreadable) {
    public StoredProofs {
        tests = Map.copyOf(tests);
        proofs = Map.copyOf(proofs);
    }

    /// All is known.
    public StoredProofs(Map<String, RtcTest> tests, Map<String, Proof> proofs) {
        this(tests, proofs, Optional.empty());
    }

    /// What is kept of a host that nobody has put to sleep yet.
    public static StoredProofs nothing() {
        return new StoredProofs(Map.of(), Map.of());
    }
}
