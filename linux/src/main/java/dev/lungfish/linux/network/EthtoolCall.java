package dev.lungfish.linux.network;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The native calls behind [LiveEthtool], in a class of its own so that they are linked only where
/// a live interface is asked.
///
/// **Source:** Linux `include/uapi/linux/sockios.h` (`SIOCETHTOOL`), `include/uapi/linux/if.h`
/// (`struct ifreq`: a name of 16 bytes, then a union of 24 whose member here is a pointer) and
/// `include/uapi/linux/ethtool.h` (`struct ethtool_wolinfo`: command, supported and set modes of 32
/// bits each, then 6 bytes of password).
final class EthtoolCall {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final long SIOCETHTOOL = 0x8946;
    private static final int ETHTOOL_GWOL = 5;

    private static final int NAME_BYTES = 16;
    private static final int UNION_BYTES = 24;
    private static final int WOLINFO_BYTES = 20;
    private static final int SUPPORTED_AT = 4;
    private static final int SET_AT = 8;

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
    private static final MethodHandle IOCTL =
            link(
                    "ioctl",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    Linker.Option.captureCallState("errno"),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    /// What the kernel answered.
    sealed interface Answer {}

    /// The modes, as bits.
    record Modes(int supported, int set) implements Answer {}

    /// No answer.
    ///
    /// @param call which call failed
    /// @param errno the kernel's error number
    record Refused(String call, int errno) implements Answer {}

    private EthtoolCall() {}

    /// @param name the interface's name, shorter than `IFNAMSIZ`
    static Answer wakeOnLan(byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int socket = (int) SOCKET.invokeExact(state, AF_INET, SOCK_DGRAM_CLOEXEC, 0);
            if (socket < 0) {
                return new Refused("socket", errno(state));
            }
            try {
                return ask(arena, state, socket, name);
            } finally {
                int _ = (int) CLOSE.invokeExact(socket);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    private static Answer ask(Arena arena, MemorySegment state, int socket, byte[] name)
            throws Throwable {
        MemorySegment wolinfo = arena.allocate(WOLINFO_BYTES, Integer.BYTES);
        wolinfo.set(ValueLayout.JAVA_INT, 0, ETHTOOL_GWOL);
        MemorySegment request =
                arena.allocate(NAME_BYTES + UNION_BYTES, ValueLayout.ADDRESS.byteAlignment());
        MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
        request.set(ValueLayout.ADDRESS, NAME_BYTES, wolinfo);
        int result = (int) IOCTL.invokeExact(state, socket, SIOCETHTOOL, request);
        return result < 0
                ? new Refused("ioctl SIOCETHTOOL", errno(state))
                : new Modes(
                        wolinfo.get(ValueLayout.JAVA_INT, SUPPORTED_AT),
                        wolinfo.get(ValueLayout.JAVA_INT, SET_AT));
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static MethodHandle link(
            String function, FunctionDescriptor shape, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), shape, options);
    }
}
