package dev.lungfish.linux.dbus;

import java.io.Serial;

/// There was no answer within the time limit.
public final class BusTimeoutException extends BusException {
    @Serial private static final long serialVersionUID = 1L;

    BusTimeoutException(String message) {
        super(message);
    }
}
