package dev.lungfish.linux.dbus;

import java.io.Serial;

/// The call was answered with an error, by the service or by the bus for it.
public final class ErrorReplyException extends BusException {
    @Serial private static final long serialVersionUID = 1L;

    private final String errorName;

    ErrorReplyException(String errorName, String text) {
        super(text.isEmpty() ? errorName : errorName + ": " + text);
        this.errorName = errorName;
    }

    /// The name in the notation of D-Bus: `org.freedesktop.DBus.Error.ServiceUnknown`.
    public String errorName() {
        return errorName;
    }
}
