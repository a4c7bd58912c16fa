package dev.lungfish.linux.record;

import java.io.IOException;
import java.io.Serial;

/// A record could not be written. The message says what was found and whether an unfinished record
/// remains.
public final class RecordException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    RecordException(String message) {
        super(message);
    }

    RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
