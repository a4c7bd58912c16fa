package dev.lungfish.gateway.protocol;

/// What was understood of the first bytes of a connection.
///
/// @param <T> what they say
public sealed interface FirstBytes<T> {
    /// More are needed.
    record Incomplete<T>() implements FirstBytes<T> {}

    /// They are something else.
    record Malformed<T>() implements FirstBytes<T> {}

    /// They are understood.
    ///
    /// @param length how many of them it were
    record Understood<T>(T content, int length) implements FirstBytes<T> {}
}
