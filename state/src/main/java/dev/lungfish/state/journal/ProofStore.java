package dev.lungfish.state.journal;

import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.StoredProofs;
import java.util.Map;
import java.util.Optional;

/// All that is kept of a host's ways back.
public final class ProofStore {
    private ProofStore() {}

    /// What the state directory has of it.
    public static StoredProofs read(StateDirectory state) {
        Map<String, RtcTest> tests = StoredRtcTests.read(state);
        try {
            return new StoredProofs(tests, StoredProofsFile.read(state));
        } catch (StateException e) {
            return new StoredProofs(tests, Map.of(), Optional.of(e.reason()));
        }
    }
}
