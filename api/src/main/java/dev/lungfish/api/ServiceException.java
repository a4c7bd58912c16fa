package dev.lungfish.api;

import java.io.Serial;

/// A host could not do what it was asked. The message says why.
public final class ServiceException extends Exception {
    @Serial private static final long serialVersionUID = 1L;
    private final Kind kind;

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

    public ServiceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ServiceException(Kind kind, Exception cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// Why, in words.
    public String why() {
        return String.valueOf(getMessage());
    }
}
