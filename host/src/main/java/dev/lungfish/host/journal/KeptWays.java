package dev.lungfish.host.journal;

import dev.lungfish.core.procedure.Kept;
import dev.lungfish.core.procedure.RtcTest;
import java.util.Map;
import java.util.Optional;

/// All that is kept of a host's ways back.
public final class KeptWays {
    private KeptWays() {}

    /// What the state directory has of it.
    public static Kept read(StateDirectory state) {
        Map<String, RtcTest> tests = KeptTests.read(state);
        try {
            return new Kept(tests, KeptProofs.read(state));
        } catch (StateException e) {
            return new Kept(tests, Map.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
