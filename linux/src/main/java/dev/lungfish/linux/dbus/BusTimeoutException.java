package dev.lungfish.linux.dbus;

import java.io.Serial;

/// Nothing answered in the time that was given.
public final class BusTimeoutException extends BusException {
    @Serial private static final long serialVersionUID = 1L;

    BusTimeoutException(String message) {
        super(message);
    }
}
