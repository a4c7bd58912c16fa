package dev.lungfish.agent.wake;

import java.io.Serial;

/// A switch could not be found or set. The message says what was tried, what was found and what to
/// do next.
public final class WakeSwitchException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    WakeSwitchException(String message) {
        super(message);
    }

    WakeSwitchException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
