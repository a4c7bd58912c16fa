package dev.lungfish.host.journal;

import dev.lungfish.core.procedure.Kept;

/// All that is kept of a host's ways back.
public final class KeptWays {
    private KeptWays() {}

    /// What the state directory has of it.
    public static Kept read(StateDirectory state) {
        return new Kept(KeptTests.read(state), KeptProofs.read(state));
    }
}
