package dev.lungfish.core.procedure;

import java.util.Map;
import java.util.Optional;

/// What is kept of a host's ways back.
///
/// @param tests the last test of each RTC, by [RtcTest#key]
/// @param proofs what the last sleep in each state showed of its way back, by [Proof#key]
/// @param unreadable why there may be proofs that are not known, with what to do; empty where all
///   are known
public record Kept(
        Map<String, RtcTest> tests, Map<String, Proof> proofs, Optional<String> unreadable) {
    public Kept {
        tests = Map.copyOf(tests);
        proofs = Map.copyOf(proofs);
    }

    /// All is known.
    public Kept(Map<String, RtcTest> tests, Map<String, Proof> proofs) {
        this(tests, proofs, Optional.empty());
    }

    /// What is kept of a host that nobody has put to sleep yet.
    public static Kept nothing() {
        return new Kept(Map.of(), Map.of());
    }
}
