package dev.lungfish.core.procedure;

import java.util.Map;

/// What is kept of a host's ways back.
///
/// @param tests the last test of each RTC, by [RtcTest#key]
/// @param proofs what the last sleep in each state showed of its way back, by [Proof#key]
public record Kept(Map<String, RtcTest> tests, Map<String, Proof> proofs) {
    public Kept {
        tests = Map.copyOf(tests);
        proofs = Map.copyOf(proofs);
    }

    /// What is kept of a host that nobody has put to sleep yet.
    public static Kept nothing() {
        return new Kept(Map.of(), Map.of());
    }
}
