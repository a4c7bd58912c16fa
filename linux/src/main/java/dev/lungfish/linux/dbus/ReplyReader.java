package dev.lungfish.linux.dbus;

/// Takes what it needs out of a reply, from the first value to the last.
///
/// @param <T> what it makes of them
@FunctionalInterface
public interface ReplyReader<T> {
    /// Reads the values of one reply, or of one structure in it.
    ///
    /// @throws BusException where a value cannot be read
    T read(Reply reply) throws BusException;
}
