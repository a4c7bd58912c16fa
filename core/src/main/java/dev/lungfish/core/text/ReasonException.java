package dev.lungfish.core.text;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import java.io.Serial;

/// What somebody asked for is refused. The message is the sentence of the reason.
public final class ReasonException extends IllegalArgumentException implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public ReasonException(Reason reason) {
        super(ReasonText.withRemedy(reason));
        this.reason = reason;
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
