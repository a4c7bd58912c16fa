package dev.lungfish.state.journal;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a state directory now. Changes nothing.
public final class StateHealth {
    /// Less is taken for full: a request writes some hundred kilobytes at most.
    private static final long LEAST_FREE_BYTES = 512 * 1024;

    private StateHealth() {}

    /// All problems; none where nothing is wrong.
    public static List<Reason> problems(StateDirectory state) {
        String directory = state.path().toString();
        if (!state.exists()) {
            return List.of(new StateReason.StateDirectoryGone(directory));
        }
        List<Reason> problems = new ArrayList<>();
        try {
            FileStore store = Files.getFileStore(state.path());
            if (store.isReadOnly()) {
                problems.add(new StateReason.StateDirectoryReadOnly(directory));
            } else if (store.getUsableSpace() < LEAST_FREE_BYTES) {
                problems.add(new StateReason.StateDirectoryFull(directory, store.getUsableSpace()));
            }
        } catch (IOException e) {
            problems.add(StateException.of("examine", state.path(), e).reason());
        }
        state.unreadable()
                .forEach(file -> problems.add(new StateReason.StateFileSetAside(file.toString())));
        try {
            problems.addAll(JournalReader.readEnd(state).damage());
        } catch (StateException e) {
            problems.add(e.reason());
        }
        return List.copyOf(problems);
    }
}
