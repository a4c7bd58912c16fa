package dev.lungfish.state.journal;

import dev.lungfish.core.reason.Reason;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// The state directory or a file in it can't be used. The message names the file, what was found
/// and what to do.
public final class StateException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }

    /// What an attempt on a file ran into.
    ///
    /// @param tried what was to be done with it: `write`
    static StateException of(String tried, Path file, IOException e) {
        String found =
                switch (e) {
                    case AccessDeniedException _ ->
                            "permission denied; run as the user who owns the directory (root on a"
                                    + " live host), or name another with --state";
                    case FileSystemException failed when failed.getReason() != null ->
                            failed.getReason();
                    default -> String.valueOf(e.getMessage());
                };
        return new StateException("cannot " + tried + " " + file + ": " + found);
    }

    /// The same as data.
    public Reason reason() {
        return new StateFileUnusable(String.valueOf(getMessage()));
    }
}
