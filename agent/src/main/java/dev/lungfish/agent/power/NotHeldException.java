package dev.lungfish.agent.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.FileChange;
import java.io.Serial;

/// The kernel did not take a value. The message names the file, what was wanted, and what was
/// found.
final class NotHeldException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    NotHeldException(String message) {
        super(message);
    }

    static NotHeldException of(FileChange change, Reading<String> found) {
        return new NotHeldException(
                "%s of %s: %s was to hold '%s', and holds %s"
                        .formatted(
                                change.setting().spelling(),
                                change.group(),
                                change.path(),
                                change.wanted(),
                                found instanceof Reading.Present
                                        ? "'" + found.found() + "'"
                                        : "nothing: " + found.found()));
    }
}
