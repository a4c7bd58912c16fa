package dev.lungfish.linux.process;

import dev.lungfish.linux.tree.HostTree;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The process that made a connection over a Unix socket, as the kernel recorded it. The runtime's
/// own `SO_PEERCRED` has only the names of its user and group.
///
/// @param process its id; 0 if it is in another process namespace
/// @param user its effective user's number
/// @param group its effective group's number
public record PeerProcess(int process, int user, int group) {
    private static final int START_TIME = 22;

    /// The first field behind the name.
    private static final int AFTER_NAME = 3;

    /// Asks the kernel. Empty if the runtime does not expose the descriptor of the channel, which
    /// needs `--add-exports=java.base/sun.nio.ch=ALL-UNNAMED`, or if the socket is of another kind.
    public static Optional<PeerProcess> of(SocketChannel channel) {
        return ChannelDescriptor.of(channel)
                .flatMap(descriptor -> {
                    try {
                        return credentials(descriptor);
                    } catch (RuntimeException | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new IllegalStateException("a call of the C library threw", e);
                    }
                });
    }

    /// The name that the process gave itself; not trustworthy. Empty if it has ended.
    ///
    /// **Source:** proc_pid_comm(5).
    public static Optional<String> name(int process) {
        return process <= 0
                ? Optional.empty()
                : HostTree.live().line("/proc/" + process + "/comm").toOptional();
    }

    /// The start time of a process, in kernel ticks since the boot. Together with the id it
    /// identifies the process, even if the id is reused. Empty if it has ended.
    ///
    /// **Source:** proc_pid_stat(5), field 22. The name before it may contain anything, including
    /// parentheses.
    public static Optional<Long> startTime(int process) {
        if (process <= 0) {
            return Optional.empty();
        }
        return HostTree.live()
                .line("/proc/" + process + "/stat")
                .toOptional()
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1))
                .map(fields -> Long.parseUnsignedLong(fields[START_TIME - AFTER_NAME]));
    }

    private static Optional<PeerProcess> credentials(int descriptor) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(Call.SIZE, Integer.BYTES);
            MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, Call.SIZE);
            int error =
                    (int)
                            Call.GETSOCKOPT.invokeExact(
                                    descriptor, Call.SOL_SOCKET, Call.SO_PEERCRED, found, size);
            int process = found.get(ValueLayout.JAVA_INT, 0);
            int user = found.get(ValueLayout.JAVA_INT, Integer.BYTES);
            int group = found.get(ValueLayout.JAVA_INT, 2L * Integer.BYTES);
            return error == 0 && user != Call.NOBODY
                    ? Optional.of(new PeerProcess(process, user, group))
                    : Optional.empty();
        }
    }

    /// The call, linked at its first use.
    ///
    /// **Source:** unix(7), `SO_PEERCRED`: a `struct ucred` of three numbers, process, user, group;
    /// `(uid_t) -1` on a socket without a peer. Linux `include/uapi/asm-generic/socket.h` for the
    /// numbers, the same on x86, ARM, RISC-V and s390; POWER has its own.
    private static final class Call {
        static final int SOL_SOCKET = 1;
        static final int SO_PEERCRED =
                System.getProperty("os.arch", "").startsWith("ppc64") ? 21 : 17;
        static final int SIZE = 3 * Integer.BYTES;
        static final int NOBODY = -1;

        static final MethodHandle GETSOCKOPT =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("getsockopt"),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS));
    }
}
