package dev.lungfish.linux.tree;

import java.io.IOException;
import java.io.Serial;

/// A folder that was given as a recorded machine holds none.
public final class NotARecordException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    NotARecordException(String message) {
        super(message);
    }
}
