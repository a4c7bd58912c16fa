package dev.lungfish.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// Receives and sends frames of one interface: only those that a filter of the kernel lets through,
/// and none that this host sends itself. Needs `CAP_NET_RAW`. For the thread that opened it.
///
/// **Source:** packet(7); Linux `include/uapi/linux/if_packet.h`, `include/uapi/linux/filter.h`,
/// `include/uapi/asm-generic/socket.h`. The filter is set before the socket is bound, so nothing
/// comes in between that it would have kept out.
public final class PacketSocket implements AutoCloseable {
    private static final int PACKET = 17;
    private static final int RAW = 3;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int ALL_PROTOCOLS = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int MR_ALL_MULTICAST = 2;
    private static final int MR_UNICAST = 3;
    private static final int ADDRESS_BYTES = 20;
    private static final int MEMBERSHIP_BYTES = 16;
    private static final int CARD_BYTES = 6;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(KernelSocket.Linking.CALL_STATE);
    private final int descriptor;

    /// An instruction of the kernel's classic filter language.
    ///
    /// **Source:** Linux `Documentation/networking/filter.rst`, `struct sock_filter`.
    public record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    private PacketSocket() throws SocketRefusal {
        try {
            descriptor =
                    checked(
                            "socket",
                            (int) Calls.SOCKET.invokeExact(state, PACKET, RAW | CLOSE_ON_EXEC, 0));
        } catch (Throwable e) {
            arena.close();
            throw wrapped(e);
        }
    }

    /// Opens a socket on an interface.
    ///
    /// @param index of the interface
    /// @param filter returns how many bytes of a frame are kept; 0 keeps it out
    /// @param also a card besides the interface's own whose frames are received, six bytes
    /// @param wait how long [#receive] waits at most
    /// @throws SocketRefusal with `EPERM` without `CAP_NET_RAW`, with `ENODEV` if there is no such
    ///   interface
    public static PacketSocket open(int index, Instruction[] filter, byte[] also, Duration wait)
            throws SocketRefusal {
        PacketSocket socket = new PacketSocket();
        boolean opened = false;
        try {
            socket.attach(filter);
            socket.waitsAtMost(wait);
            socket.set("setsockopt PACKET_IGNORE_OUTGOING", PACKET_IGNORE_OUTGOING, 1);
            socket.bind(index);
            socket.join(index, MR_UNICAST, also);
            socket.join(index, MR_ALL_MULTICAST, new byte[CARD_BYTES]);
            opened = true;
            return socket;
        } finally {
            if (!opened) {
                socket.close();
            }
        }
    }

    /// Waits for a frame.
    ///
    /// @param into a direct buffer; cleared, filled, and ready to be read. What is longer is cut
    /// @return whether one came
    public boolean receive(ByteBuffer into) throws SocketRefusal {
        return receive(into, 0);
    }

    /// Receives a frame that has come already.
    public boolean receiveNow(ByteBuffer into) throws SocketRefusal {
        return receive(into, MSG_DONTWAIT);
    }

    private boolean receive(ByteBuffer into, int flags) throws SocketRefusal {
        into.clear();
        MemorySegment memory = MemorySegment.ofBuffer(into);
        try {
            long count =
                    (long)
                            Calls.RECEIVE.invokeExact(
                                    state, descriptor, memory, memory.byteSize(), flags);
            boolean none = count < 0 && (error() == EAGAIN || error() == EINTR);
            into.limit(none ? 0 : checked("recv", (int) count));
            return !none;
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    /// Sends a frame.
    public void send(byte[] frame) throws SocketRefusal {
        try (Arena scratch = Arena.ofConfined()) {
            long sent =
                    (long)
                            Calls.SEND.invokeExact(
                                    state,
                                    descriptor,
                                    scratch.allocateFrom(ValueLayout.JAVA_BYTE, frame),
                                    (long) frame.length,
                                    MSG_DONTWAIT);
            int _ = checked("send", (int) sent);
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    @Override
    public void close() {
        KernelSocket.closeNumber(descriptor);
        arena.close();
    }

    private void attach(Instruction[] filter) throws SocketRefusal {
        MemorySegment code = arena.allocate((long) filter.length * INSTRUCTION_BYTES, Long.BYTES);
        for (int i = 0; i < filter.length; i++) {
            long at = (long) i * INSTRUCTION_BYTES;
            code.set(ValueLayout.JAVA_SHORT, at, (short) filter[i].code());
            code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) filter[i].ifTrue());
            code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) filter[i].ifFalse());
            code.set(ValueLayout.JAVA_INT, at + 4, filter[i].operand());
        }
        MemorySegment program = arena.allocate(2L * Long.BYTES, Long.BYTES);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) filter.length);
        program.set(ValueLayout.ADDRESS, Long.BYTES, code);
        set("setsockopt SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, program);
    }

    private void waitsAtMost(Duration wait) throws SocketRefusal {
        MemorySegment time = arena.allocate(2L * Long.BYTES, Long.BYTES);
        time.set(ValueLayout.JAVA_LONG, 0, wait.toSeconds());
        time.set(ValueLayout.JAVA_LONG, Long.BYTES, wait.toNanosPart() / 1000L);
        set("setsockopt SO_RCVTIMEO", SOL_SOCKET, SO_RCVTIMEO, time);
    }

    private void join(int index, int type, byte[] card) throws SocketRefusal {
        MemorySegment membership = arena.allocate(MEMBERSHIP_BYTES, Integer.BYTES);
        membership.set(ValueLayout.JAVA_INT, 0, index);
        membership.set(ValueLayout.JAVA_SHORT, 4, (short) type);
        membership.set(ValueLayout.JAVA_SHORT, 6, (short) CARD_BYTES);
        MemorySegment.copy(card, 0, membership, ValueLayout.JAVA_BYTE, 8, CARD_BYTES);
        set("setsockopt PACKET_ADD_MEMBERSHIP", SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership);
    }

    private void set(String name, int option, int value) throws SocketRefusal {
        set(name, SOL_PACKET, option, arena.allocateFrom(ValueLayout.JAVA_INT, value));
    }

    private void set(String name, int level, int option, MemorySegment value) throws SocketRefusal {
        try {
            int _ =
                    checked(
                            name,
                            (int)
                                    Calls.SET_OPTION.invokeExact(
                                            state,
                                            descriptor,
                                            level,
                                            option,
                                            value,
                                            (int) value.byteSize()));
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    private void bind(int index) throws SocketRefusal {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, Integer.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) PACKET);
        address.set(NETWORK_SHORT, 2, (short) ALL_PROTOCOLS);
        address.set(ValueLayout.JAVA_INT, 4, index);
        try {
            int _ =
                    checked(
                            "bind",
                            (int)
                                    Calls.BIND.invokeExact(
                                            state, descriptor, address, ADDRESS_BYTES));
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    private int error() {
        return (int) KernelSocket.Linking.ERRNO.get(state, 0L);
    }

    private int checked(String call, int result) throws SocketRefusal {
        if (result < 0) {
            throw new SocketRefusal(call, error());
        }
        return result;
    }

    private static SocketRefusal wrapped(Throwable thrown) {
        return switch (thrown) {
            case SocketRefusal refusal -> refusal;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError("a native call throws nothing checked", thrown);
        };
    }

    private static final class Calls {
        static final MethodHandle SOCKET =
                link(
                        ValueLayout.JAVA_INT,
                        "socket",
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT);
        static final MethodHandle BIND =
                link(
                        ValueLayout.JAVA_INT,
                        "bind",
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        static final MethodHandle SET_OPTION =
                link(
                        ValueLayout.JAVA_INT,
                        "setsockopt",
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        static final MethodHandle RECEIVE = transfer("recv");
        static final MethodHandle SEND = transfer("send");

        private static MethodHandle transfer(String function) {
            return link(
                    ValueLayout.JAVA_LONG,
                    function,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT);
        }

        private static MethodHandle link(
                ValueLayout result, String function, ValueLayout... arguments) {
            return KernelSocket.Linking.link(
                    function,
                    FunctionDescriptor.of(result, arguments),
                    KernelSocket.Linking.KEEPS_ERRNO);
        }
    }
}
