package dev.lungfish.linux.network;

import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.syscall.KernelSocket;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The native calls behind [LiveEthtool], in a class of its own so that they are linked only for a
/// live interface.
///
/// **Source:** Linux `include/uapi/linux/sockios.h` (`SIOCETHTOOL`), `include/uapi/linux/if.h`
/// (`struct ifreq`: a name of 16 bytes, then a union of 24 whose member here is a pointer) and
/// `include/uapi/linux/ethtool.h` (`struct ethtool_wolinfo`: command, supported and set modes of 32
/// bits each, then 6 bytes of password; `struct ethtool_perm_addr`: command and size of 32 bits
/// each, then the address).
final class EthtoolCall {
    private static final long SIOCETHTOOL = 0x8946;
    private static final int ETHTOOL_GWOL = 5;
    private static final int ETHTOOL_SWOL = 6;

    private static final int NAME_BYTES = 16;
    private static final int UNION_BYTES = 24;
    private static final int ETHTOOL_GPERMADDR = 0x20;
    private static final int PERM_ADDR_AT = 8;

    /// `MAX_ADDR_LEN`.
    private static final int MOST_ADDRESS_BYTES = 32;

    /// The larger of the two structures.
    private static final int COMMAND_BYTES = PERM_ADDR_AT + MOST_ADDRESS_BYTES;

    private static final int SUPPORTED_AT = 4;
    private static final int SET_AT = 8;
    private static final int PASSWORD_AT = 12;

    /// The modes, as bits, and the password; zeros if there is none.
    record Modes(int supported, int set, WakePassword password) {}

    private EthtoolCall() {}

    /// Reads the modes.
    ///
    /// @param name the interface's name, shorter than `IFNAMSIZ`
    static Modes wakeOnLan(byte[] name) throws SocketRefusal {
        MemorySegment answer =
                call(name, wolinfo -> wolinfo.set(ValueLayout.JAVA_INT, 0, ETHTOOL_GWOL));
        return new Modes(
                answer.get(ValueLayout.JAVA_INT, SUPPORTED_AT),
                answer.get(ValueLayout.JAVA_INT, SET_AT),
                WakePassword.of(
                        answer.asSlice(PASSWORD_AT, WakePassword.CARD_BYTES)
                                .toArray(ValueLayout.JAVA_BYTE)));
    }

    /// The address that the NIC was made with; zeros, or none, where the driver does not tell.
    ///
    /// @param name the interface's name, shorter than `IFNAMSIZ`
    static byte[] permanentAddress(byte[] name) throws SocketRefusal {
        MemorySegment answer =
                call(
                        name,
                        command -> {
                            command.set(ValueLayout.JAVA_INT, 0, ETHTOOL_GPERMADDR);
                            command.set(ValueLayout.JAVA_INT, Integer.BYTES, MOST_ADDRESS_BYTES);
                        });
        int size =
                Math.clamp(answer.get(ValueLayout.JAVA_INT, Integer.BYTES), 0, MOST_ADDRESS_BYTES);
        return answer.asSlice(PERM_ADDR_AT, size).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Sets the modes.
    ///
    /// @param name the interface's name, shorter than `IFNAMSIZ`
    /// @param password six bytes, zeros for none
    static void setWakeOnLan(byte[] name, int modes, byte[] password) throws SocketRefusal {
        MemorySegment _ =
                call(
                        name,
                        wolinfo -> {
                            wolinfo.set(ValueLayout.JAVA_INT, 0, ETHTOOL_SWOL);
                            wolinfo.set(ValueLayout.JAVA_INT, SET_AT, modes);
                            MemorySegment.copy(
                                    password,
                                    0,
                                    wolinfo,
                                    ValueLayout.JAVA_BYTE,
                                    PASSWORD_AT,
                                    WakePassword.CARD_BYTES);
                        });
    }

    private static MemorySegment call(byte[] name, Consumer<MemorySegment> fill)
            throws SocketRefusal {
        AtomicReference<MemorySegment> sent = new AtomicReference<>(MemorySegment.NULL);
        try (KernelSocket socket =
                KernelSocket.open(KernelSocket.Family.INTERNET, KernelSocket.Kind.DATAGRAM)) {
            socket.control(
                    "ioctl SIOCETHTOOL",
                    SIOCETHTOOL,
                    arena -> {
                        MemorySegment wolinfo = arena.allocate(COMMAND_BYTES, Integer.BYTES);
                        fill.accept(wolinfo);
                        sent.set(wolinfo);
                        return request(arena, name, wolinfo);
                    });
            return Arena.ofAuto().allocate(COMMAND_BYTES, Integer.BYTES).copyFrom(sent.get());
        }
    }

    private static MemorySegment request(Arena arena, byte[] name, MemorySegment wolinfo) {
        MemorySegment request =
                arena.allocate(NAME_BYTES + UNION_BYTES, ValueLayout.ADDRESS.byteAlignment());
        MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
        request.set(ValueLayout.ADDRESS, NAME_BYTES, wolinfo);
        return request;
    }
}
