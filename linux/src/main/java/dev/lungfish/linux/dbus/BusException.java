package dev.lungfish.linux.dbus;

import java.io.IOException;
import java.io.Serial;

/// The bus failed: no connection, no answer in time, or an unexpected answer. The message says what
/// was tried and what was found.
public sealed class BusException extends IOException
        permits BusAccessException,
                BusTimeoutException,
                ErrorReplyException,
                UnexpectedReplyException {
    @Serial private static final long serialVersionUID = 1L;

    public BusException(String message) {
        super(message);
    }

    BusException(String message, Throwable cause) {
        super(message, cause);
    }
}
