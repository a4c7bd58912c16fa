package dev.lungfish.linux.tree;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.text.ReasonText;
import java.io.IOException;
import java.io.Serial;

/// A folder that was given as a recorded machine holds none.
public final class NotARecordException extends IOException implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;

    private final transient RecordReason reason;

    NotARecordException(RecordReason reason) {
        super(ReasonText.withRemedy(reason));
        this.reason = reason;
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
