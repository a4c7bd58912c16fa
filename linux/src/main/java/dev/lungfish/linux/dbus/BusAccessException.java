package dev.lungfish.linux.dbus;

import java.io.Serial;

/// The bus refuses this caller.
public final class BusAccessException extends BusException {
    @Serial private static final long serialVersionUID = 1L;

    BusAccessException(String message) {
        super(message);
    }
}
