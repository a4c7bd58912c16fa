package dev.lungfish.linux.systemd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// Sends one datagram to a Unix socket, which the JDK has no way to. In a class of its own so that
/// it is linked only where there is somebody to tell.
///
/// **Source:** Linux `include/linux/socket.h`, `include/uapi/linux/un.h` (`struct sockaddr_un`: a
/// family of 16 bits, then a path of up to 108 bytes); `unix(7)` for the length of an address.
final class DatagramCall {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int FAMILY_BYTES = 2;
    private static final int PATH_BYTES = 108;
    private static final int ENAMETOOLONG = 36;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET =
            link(
                    "socket",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                    Linker.Option.captureCallState("errno"));
    private static final MethodHandle SENDTO =
            link(
                    "sendto",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT),
                    Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE =
            link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    /// The kernel said no.
    ///
    /// @param call which call failed
    /// @param error the kernel's number of the error
    record Refused(String call, int error) {}

    private DatagramCall() {}

    /// Sends without waiting.
    ///
    /// @param path of the socket; an abstract one begins with a zero byte
    /// @return empty where it was sent
    static Optional<Refused> send(byte[] path, byte[] content) {
        if (path.length >= PATH_BYTES) {
            return Optional.of(new Refused("sendto", ENAMETOOLONG));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int socket = (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (socket < 0) {
                return Optional.of(new Refused("socket", (int) ERRNO.get(state, 0L)));
            }
            try {
                MemorySegment address = arena.allocate(FAMILY_BYTES + PATH_BYTES, 2);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
                MemorySegment.copy(
                        path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
                // The end of a path is a zero byte; that of an abstract name is the length alone.
                int end = path.length > 0 && path[0] == 0 ? 0 : 1;
                long sent =
                        (long)
                                SENDTO.invokeExact(
                                        state,
                                        socket,
                                        arena.allocateFrom(ValueLayout.JAVA_BYTE, content),
                                        (long) content.length,
                                        MSG_NOSIGNAL | MSG_DONTWAIT,
                                        address,
                                        FAMILY_BYTES + path.length + end);
                return sent < 0
                        ? Optional.of(new Refused("sendto", (int) ERRNO.get(state, 0L)))
                        : Optional.empty();
            } finally {
                int _ = (int) CLOSE.invokeExact(socket);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    private static MethodHandle link(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }
}
