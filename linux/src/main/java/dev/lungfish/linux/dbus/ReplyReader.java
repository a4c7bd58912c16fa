package dev.lungfish.linux.dbus;

/// Reads a reply, from the first value to the last.
///
/// @param <T> the result
@FunctionalInterface
public interface ReplyReader<T> {
    /// Reads the values of one reply, or of one structure in it.
    ///
    /// @throws BusException if a value cannot be read
    T read(Reply reply) throws BusException;
}
