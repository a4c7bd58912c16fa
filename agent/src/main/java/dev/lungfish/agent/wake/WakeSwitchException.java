package dev.lungfish.agent.wake;

import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonText;
import java.io.Serial;

/// A switch could not be found or set. The message is the sentence of the reason.
public final class WakeSwitchException extends Exception implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient WakeSwitchReason reason;

    WakeSwitchException(WakeSwitchReason reason) {
        super(ReasonText.withRemedy(reason));
        this.reason = reason;
    }

    WakeSwitchException(Exception cause) {
        super(cause.getMessage(), cause);
        this.reason = failed(cause);
    }

    @Override
    public WakeSwitchReason reason() {
        return reason;
    }

    /// Another exception as a reason.
    static WakeSwitchReason failed(Exception cause) {
        return new WakeSwitchReason.WakeSwitchFailed(String.valueOf(cause.getMessage()));
    }
}
