package dev.lungfish.bench.fuzz;

import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.JournalContent;
import dev.lungfish.state.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;

/// A journal, read from its end and as a whole.
public final class JournalsTarget {
    private static final StateDirectory STATE = new StateDirectory(Scratch.folder(), "rwx------");

    private JournalsTarget() {}

    /// Takes one.
    public static void fuzzerTestOneInput(byte[] lines) throws IOException {
        Files.write(STATE.journal(), lines);
        try {
            JournalContent all = JournalReader.read(STATE);
            JournalContent end = JournalReader.readEnd(STATE);
            if (all.damage().isEmpty() && !all.open().equals(end.open())) {
                throw new IllegalStateException("its end leaves something else open");
            }
            var _ = JournalReader.totals(STATE);
        } catch (StateException _) {
            return; // it is told
        }
    }
}
