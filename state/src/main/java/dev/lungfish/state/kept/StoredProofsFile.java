package dev.lungfish.state.kept;

import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.json.ProofJson;
import java.util.Map;

/// The stored proofs: what the last sleep in each state showed of its way back.
public final class StoredProofsFile {
    private static final StoredEntries<Proof> PROOFS =
            new StoredEntries<>("proofs", "proofs", ProofJson::read, ProofJson::write, Proof::key);

    private StoredProofsFile() {}

    /// The proofs by their keys ([Proof#key]); none if the file is missing.
    ///
    /// @throws StateException if it can't be read or parsed: it may have a failure
    public static Map<String, Proof> read(StateDirectory state) throws StateException {
        return PROOFS.read(state);
    }

    /// Stores a proof instead of the last one of the same way.
    ///
    /// @throws StateException also if the others can't be read: they must not be lost
    public static void keep(StateDirectory state, Proof proof) throws StateException {
        PROOFS.keep(state, proof, PROOFS.read(state));
    }
}
