package dev.lungfish.state.kept;

import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.StoredProofs;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
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
