package dev.lungfish.core.reason;

/// What brings its reason with it: a failure that is an exception.
public interface Reasoned {
    /// As the JDK puts it into messages: `sun.security.validator.ValidatorException: `.
    String CLASS_NAME = "(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error): ?";

    /// Why it failed.
    Reason reason();

    /// The reason of any failure; its message alone where it brings none.
    static Reason of(Throwable failure) {
        return failure instanceof Reasoned reasoned
                ? reasoned.reason()
                : ReceivedReason.uncoded(
                        String.valueOf(failure.getMessage()).replaceAll(CLASS_NAME, ""));
    }
}
