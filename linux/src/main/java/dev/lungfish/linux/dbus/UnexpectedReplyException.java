package dev.lungfish.linux.dbus;

import java.io.Serial;

/// The reply is not of the shape that its caller understands.
public final class UnexpectedReplyException extends BusException {
    @Serial private static final long serialVersionUID = 1L;

    UnexpectedReplyException(String message) {
        super(message);
    }
}
