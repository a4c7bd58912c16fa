package dev.lungfish.linux.systemd;

import dev.lungfish.linux.syscall.ErrorName;
import dev.lungfish.linux.syscall.ErrorText;
import dev.lungfish.linux.syscall.KernelSocket;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalInt;

/// Sends one datagram to a Unix socket, which the JDK can't. In a class of its own so that it is
/// linked only if there is a receiver.
///
/// **Source:** Linux `include/uapi/linux/un.h` (`struct sockaddr_un`: a family of 16 bits, then a
/// path of up to 108 bytes); `unix(7)` for the length of an address.
final class DatagramCall {
    private static final int FAMILY_BYTES = 2;
    private static final int PATH_BYTES = 108;

    private DatagramCall() {}

    /// Sends without waiting.
    ///
    /// @param path of the socket; an abstract one begins with a zero byte
    /// @return the error as text; empty if it was sent
    static Optional<String> send(byte[] path, byte[] content) {
        OptionalInt error = error(path, content);
        return error.isEmpty()
                ? Optional.empty()
                : Optional.of("sendto: " + ErrorText.of(error.getAsInt()));
    }

    /// The same with the kernel's number of the error.
    static OptionalInt error(byte[] path, byte[] content) {
        if (path.length >= PATH_BYTES) {
            return OptionalInt.of(ErrorName.ENAMETOOLONG.number());
        }
        try (KernelSocket socket =
                KernelSocket.open(KernelSocket.Family.UNIX, KernelSocket.Kind.DATAGRAM)) {
            socket.send(content, arena -> address(path, arena));
            return OptionalInt.empty();
        } catch (SocketRefusal e) {
            return OptionalInt.of(e.error());
        }
    }

    private static MemorySegment address(byte[] path, Arena arena) {
        // A path ends with a zero byte, an abstract name by its length only.
        int end = path.length > 0 && path[0] == 0 ? 0 : 1;
        MemorySegment address = arena.allocate(FAMILY_BYTES + path.length + end, 2);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) KernelSocket.Family.UNIX.number());
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
        return address;
    }
}
