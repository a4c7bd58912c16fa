package dev.lungfish.api;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.reason.ReceivedReason;
import java.io.Serial;

/// A host could not do what it was asked. The message says why.
public final class ServiceException extends Exception implements Reasoned {
    @Serial private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final transient Reason reason;

    /// What is wrong.
    public enum Kind {
        /// The request makes no sense to the host.
        INVALID,
        /// It makes sense, and not now.
        NOT_NOW,
        /// It was tried, or could not be.
        FAILED,
        /// The host was not reached, or is not reached any more.
        UNREACHABLE
    }

    /// A refusal in words alone.
    public ServiceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        reason = ReceivedReason.uncoded(message);
    }

    /// A failure that carries its reason, or words alone.
    public ServiceException(Kind kind, Exception cause) {
        this(kind, Reasoned.of(cause), cause);
    }

    /// A failure whose reason is known where it is caught. The message is that of the cause.
    public ServiceException(Kind kind, Reason reason, Exception cause) {
        this(kind, reason, String.valueOf(cause.getMessage()), cause);
    }

    /// The same, with a message that says more than that of the cause.
    public ServiceException(Kind kind, Reason reason, String message, Exception cause) {
        super(message, cause);
        this.kind = kind;
        this.reason = reason;
    }

    @Override
    public Reason reason() {
        return reason;
    }

    public Kind kind() {
        return kind;
    }

    /// Why, in words.
    public String why() {
        return String.valueOf(getMessage());
    }
}
