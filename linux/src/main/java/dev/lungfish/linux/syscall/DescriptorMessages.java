package dev.lungfish.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.OptionalInt;

/// File descriptors that pass a Unix socket, each beside one byte. All calls return within a
/// moment.
///
/// **Source:** recvmsg(2), cmsg(3), unix(7) `SCM_RIGHTS`, poll(2); Linux `include/linux/socket.h`.
/// The layouts are those of 64-bit Linux.
public final class DescriptorMessages {
    private static final int MOMENT_MILLIS = 100;

    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int EBADMSG = 74;
    private static final int ECONNRESET = 104;

    /// `CMSG_LEN(sizeof(int))`. With this room the kernel installs one descriptor and no more.
    private static final long CONTROL = 20;

    private static final long CONTROL_DATA = 16;

    private DescriptorMessages() {}

    /// Receives the next byte with its descriptor, which is closed on exec and is the caller's.
    ///
    /// @return empty where none has come within a moment
    /// @throws SocketRefusal with `ECONNRESET` if the peer is gone, `EBADMSG` if the byte has none
    public static OptionalInt receive(int socket) throws SocketRefusal {
        try (Arena arena = Arena.ofConfined()) {
            Message message = new Message(arena);
            if (!isReady(arena, socket, POLLIN)) {
                return OptionalInt.empty();
            }
            MemorySegment state = arena.allocate(KernelSocket.Linking.CALL_STATE);
            long count =
                    (long)
                            Calls.RECVMSG.invokeExact(
                                    state, socket, message.header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
            if (count == 0) {
                throw new SocketRefusal("recvmsg", ECONNRESET);
            }
            return succeeded("recvmsg", count, state)
                    ? OptionalInt.of(message.descriptor())
                    : OptionalInt.empty();
        } catch (SocketRefusal | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    /// Sends a zero byte with a descriptor, which stays the caller's.
    ///
    /// @return false where the peer has taken nothing within a moment
    public static boolean send(int socket, int descriptor) throws SocketRefusal {
        try (Arena arena = Arena.ofConfined()) {
            Message message = new Message(arena);
            message.put(descriptor);
            if (!isReady(arena, socket, POLLOUT)) {
                return false;
            }
            MemorySegment state = arena.allocate(KernelSocket.Linking.CALL_STATE);
            long count =
                    (long)
                            Calls.SENDMSG.invokeExact(
                                    state, socket, message.header, MSG_DONTWAIT | MSG_NOSIGNAL);
            return succeeded("sendmsg", count, state);
        } catch (SocketRefusal | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    /// Closes a received descriptor.
    public static void close(int descriptor) {
        KernelSocket.closeNumber(descriptor);
    }

    private static boolean succeeded(String call, long count, MemorySegment state)
            throws SocketRefusal {
        if (count >= 0) {
            return true;
        }
        int error = (int) KernelSocket.Linking.ERRNO.get(state, 0L);
        if (error == EAGAIN || error == EINTR) {
            return false;
        }
        throw new SocketRefusal(call, error);
    }

    private static boolean isReady(Arena arena, int socket, int events) throws Throwable {
        MemorySegment watched = arena.allocate(2L * Integer.BYTES, Integer.BYTES);
        watched.set(ValueLayout.JAVA_INT, 0, socket);
        watched.set(ValueLayout.JAVA_SHORT, Integer.BYTES, (short) events);
        return (int) Calls.POLL.invokeExact(watched, 1L, MOMENT_MILLIS) > 0;
    }

    /// One byte and room for one descriptor.
    private static final class Message {
        private static final StructLayout LAYOUT =
                MemoryLayout.structLayout(
                        ValueLayout.ADDRESS.withName("name"),
                        ValueLayout.JAVA_LONG.withName("nameLength"),
                        ValueLayout.ADDRESS.withName("vectors"),
                        ValueLayout.JAVA_LONG.withName("vectorCount"),
                        ValueLayout.ADDRESS.withName("control"),
                        ValueLayout.JAVA_LONG.withName("controlLength"),
                        ValueLayout.JAVA_LONG.withName("flags"));
        private static final VarHandle VECTORS = of("vectors");
        private static final VarHandle VECTOR_COUNT = of("vectorCount");
        private static final VarHandle CONTROL_AT = of("control");
        private static final VarHandle CONTROL_LENGTH = of("controlLength");

        final MemorySegment header;
        private final MemorySegment control;

        Message(Arena arena) {
            MemorySegment vector = arena.allocate(2L * Long.BYTES, Long.BYTES);
            vector.set(ValueLayout.ADDRESS, 0, arena.allocate(1));
            vector.set(ValueLayout.JAVA_LONG, Long.BYTES, 1);
            control = arena.allocate(24, Long.BYTES);
            header = arena.allocate(LAYOUT);
            VECTORS.set(header, 0L, vector);
            VECTOR_COUNT.set(header, 0L, 1L);
            CONTROL_AT.set(header, 0L, control);
            CONTROL_LENGTH.set(header, 0L, CONTROL);
        }

        void put(int descriptor) {
            control.set(ValueLayout.JAVA_LONG, 0, CONTROL);
            control.set(ValueLayout.JAVA_INT, Long.BYTES, SOL_SOCKET);
            control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
            control.set(ValueLayout.JAVA_INT, CONTROL_DATA, descriptor);
        }

        int descriptor() throws SocketRefusal {
            boolean one =
                    (long) CONTROL_LENGTH.get(header, 0L) >= CONTROL
                            && control.get(ValueLayout.JAVA_INT, Long.BYTES) == SOL_SOCKET
                            && control.get(ValueLayout.JAVA_INT, 12) == SCM_RIGHTS;
            if (!one) {
                throw new SocketRefusal("recvmsg", EBADMSG);
            }
            return control.get(ValueLayout.JAVA_INT, CONTROL_DATA);
        }

        private static VarHandle of(String field) {
            return LAYOUT.varHandle(PathElement.groupElement(field));
        }
    }

    private static final class Calls {
        static final MethodHandle RECVMSG = message("recvmsg");
        static final MethodHandle SENDMSG = message("sendmsg");
        static final MethodHandle POLL =
                KernelSocket.Linking.link(
                        "poll",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));

        private static MethodHandle message(String function) {
            return KernelSocket.Linking.link(
                    function,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT),
                    KernelSocket.Linking.KEEPS_ERRNO);
        }
    }
}
