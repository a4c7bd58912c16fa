package dev.lungfish.state.directory;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonText;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// The state directory or a file in it can't be used. The message names the file, what was found
/// and what to do.
public final class StateException extends Exception implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient StateReason reason;

    public StateException(StateReason reason) {
        super(ReasonText.withRemedy(reason));
        this.reason = reason;
    }

    /// What an attempt on a file ran into.
    ///
    /// @param tried what was to be done with it: `write`
    public static StateException of(String tried, Path file, IOException e) {
        String name = file.toString();
        return new StateException(
                switch (e) {
                    case AccessDeniedException _ ->
                            new StateReason.StatePermissionDenied(tried, name);
                    case FileSystemException failed when failed.getReason() != null ->
                            new StateReason.StateFileFailed(tried, name, failed.getReason());
                    default ->
                            new StateReason.StateFileFailed(
                                    tried, name, String.valueOf(e.getMessage()));
                });
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
