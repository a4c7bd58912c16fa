package dev.lungfish.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.function.Function;

/// One socket. Each call is linked at its first use, which costs the runtime tens of milliseconds.
/// For one thread.
///
/// **Source:** socket(2), sendto(2), ioctl(2); Linux `include/linux/socket.h`,
/// `include/linux/net.h`.
public final class KernelSocket implements AutoCloseable {
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    private final Arena arena = Arena.ofConfined();
    private final int descriptor;

    /// A supported family of sockets, by its number.
    public enum Family {
        UNIX(1),
        INTERNET(2),
        PACKET(17);

        private final int number;

        Family(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /// The unit of transfer: datagrams, or whole frames.
    public enum Kind {
        DATAGRAM(2),
        RAW(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /// An address, in the kernel's bytes.
    public interface Address {
        /// Writes it to memory; the length of the segment is that of the address.
        MemorySegment in(Arena arena);
    }

    private KernelSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Opens a socket that receives nothing.
    ///
    /// @throws SocketRefusal with `EPERM` if the user may not have one of this kind
    public static KernelSocket open(Family family, Kind kind) throws SocketRefusal {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment state = scratch.allocate(Linking.CALL_STATE);
            int descriptor =
                    (int)
                            Opening.SOCKET.invokeExact(
                                    state, family.number, kind.number | CLOSE_ON_EXEC, 0);
            return new KernelSocket(checked("socket", descriptor, state));
        } catch (SocketRefusal | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    /// Sends without waiting.
    ///
    /// @throws SocketRefusal if it is not sent
    public void send(byte[] content, Address to) throws SocketRefusal {
        MemorySegment address = to.in(arena);
        MemorySegment state = arena.allocate(Linking.CALL_STATE);
        try {
            long sent =
                    (long)
                            Sending.SENDTO.invokeExact(
                                    state,
                                    descriptor,
                                    arena.allocateFrom(ValueLayout.JAVA_BYTE, content),
                                    (long) content.length,
                                    MSG_NOSIGNAL | MSG_DONTWAIT,
                                    address,
                                    (int) address.byteSize());
            int _ = checked("sendto", sent < 0 ? -1 : 0, state);
        } catch (SocketRefusal | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    /// Makes a control request by number, and returns its argument with the answer.
    ///
    /// @param name of the request, for messages: `ioctl SIOCETHTOOL`
    /// @param argument is written to the socket's memory
    public void control(String name, long request, Function<Arena, MemorySegment> argument)
            throws SocketRefusal {
        MemorySegment state = arena.allocate(Linking.CALL_STATE);
        try {
            int result =
                    (int)
                            Controlling.IOCTL.invokeExact(
                                    state, descriptor, request, argument.apply(arena));
            int _ = checked(name, result, state);
        } catch (SocketRefusal | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    @Override
    public void close() {
        try {
            closeNumber(descriptor);
        } finally {
            arena.close();
        }
    }

    /// Closes a descriptor.
    static void closeNumber(int number) {
        try {
            int _ = (int) Opening.CLOSE.invokeExact(number);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    private static int checked(String call, int result, MemorySegment state) throws SocketRefusal {
        if (result < 0) {
            throw new SocketRefusal(call, (int) Linking.ERRNO.get(state, 0L));
        }
        return result;
    }

    /// Shared by all linked calls.
    static final class Linking {
        static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO =
                CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        static final Linker.Option KEEPS_ERRNO = Linker.Option.captureCallState("errno");

        static MethodHandle link(
                String function, FunctionDescriptor shape, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(function), shape, options);
        }
    }

    private static final class Opening {
        static final MethodHandle SOCKET =
                Linking.link(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT),
                        Linking.KEEPS_ERRNO);
        static final MethodHandle CLOSE =
                Linking.link(
                        "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    private static final class Sending {
        static final MethodHandle SENDTO =
                Linking.link(
                        "sendto",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT),
                        Linking.KEEPS_ERRNO);
    }

    private static final class Controlling {
        static final MethodHandle IOCTL =
                Linking.link(
                        "ioctl",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS),
                        Linking.KEEPS_ERRNO,
                        Linker.Option.firstVariadicArg(2));
    }
}
