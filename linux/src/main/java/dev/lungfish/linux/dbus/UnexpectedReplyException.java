package dev.lungfish.linux.dbus;

import java.io.Serial;

/// The reply does not have the expected types.
public final class UnexpectedReplyException extends BusException {
    @Serial private static final long serialVersionUID = 1L;

    UnexpectedReplyException(String message) {
        super(message);
    }
}
