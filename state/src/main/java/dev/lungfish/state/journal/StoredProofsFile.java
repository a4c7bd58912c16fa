package dev.lungfish.state.journal;

import dev.lungfish.core.procedure.Proof;
import java.util.Map;

/// What the last sleep in each state showed of its way back.
public final class StoredProofsFile {
    private static final StoredEntries<Proof> PROOFS =
            new StoredEntries<>("proofs", "proofs", ProofJson::read, ProofJson::write, Proof::key);

    private StoredProofsFile() {}

    /// The proofs by the names under which they are kept ([Proof#key]); none where the file is
    /// missing.
    ///
    /// @throws StateException where it can't be read or understood: that one failed may stand there
    public static Map<String, Proof> read(StateDirectory state) throws StateException {
        return PROOFS.read(state);
    }

    /// Keeps a proof in place of the last one of the same way.
    ///
    /// @throws StateException also where the others can't be read: they are not forgotten for it
    public static void keep(StateDirectory state, Proof proof) throws StateException {
        PROOFS.keep(state, proof, PROOFS.read(state));
    }
}
