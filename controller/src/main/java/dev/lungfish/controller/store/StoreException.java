package dev.lungfish.controller.store;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonText;
import java.io.Serial;

/// The database did not do what it was asked for. Nothing of the transaction is kept.
public final class StoreException extends RuntimeException implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    StoreException(Reason reason, Exception cause) {
        super(ReasonText.withRemedy(reason), cause);
        this.reason = reason;
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
