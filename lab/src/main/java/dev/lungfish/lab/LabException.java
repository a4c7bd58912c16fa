package dev.lungfish.lab;

/// The lab can't continue, or a proof failed. The message says what was expected, what was found
/// and where to look.
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
