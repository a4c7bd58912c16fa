package dev.lungfish.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// Where a file begins on its block device. Native calls are linked at the first question; they
/// need `--enable-native-access`.
///
/// **Source:** Linux `Documentation/filesystems/fiemap.rst`, `include/uapi/linux/fiemap.h` and
/// `include/uapi/linux/fs.h`, `FS_IOC_FIEMAP`; open(2), sysconf(3).
public final class FileExtents {
    private static final long FS_IOC_FIEMAP = 0xC020_660BL;
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;
    private static final int PAGE_SIZE = 30;

    private static final int HEADER_BYTES = 32;
    private static final int EXTENT_BYTES = 56;
    private static final int LENGTH_AT = 8;
    private static final int MAPPED_AT = 20;
    private static final int COUNT_AT = 24;
    private static final int PHYSICAL_AT = HEADER_BYTES + 8;
    private static final int FLAGS_AT = HEADER_BYTES + 40;

    /// `UNKNOWN`, `DELALLOC`, `ENCODED`, `DATA_ENCRYPTED`, `NOT_ALIGNED`, `DATA_INLINE` and
    /// `DATA_TAIL`: the address is none, or none of a swap.
    private static final int NO_ADDRESS = 0x2 | 0x4 | 0x8 | 0x80 | 0x100 | 0x200 | 0x400;

    private FileExtents() {}

    /// The first extent of a file.
    ///
    /// @param bytes from the beginning of the device
    /// @param page the size of a page of memory, in bytes
    public record First(long bytes, long page) {}

    /// Asks for the first extent.
    ///
    /// @throws IOException if the file can't be opened, its file system does not tell, or the file
    ///   has no block of its own
    public static First first(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Calls.STATE);
            int descriptor =
                    (int)
                            Calls.OPEN.invokeExact(
                                    state,
                                    arena.allocateFrom(file.toString()),
                                    READ_ONLY_CLOSE_ON_EXEC);
            checked("open", descriptor, state);
            try {
                MemorySegment map = arena.allocate(HEADER_BYTES + EXTENT_BYTES, 8);
                map.set(JAVA_LONG, LENGTH_AT, Long.MAX_VALUE);
                map.set(JAVA_INT, COUNT_AT, 1);
                checked(
                        "ioctl FS_IOC_FIEMAP",
                        (int) Calls.IOCTL.invokeExact(state, descriptor, FS_IOC_FIEMAP, map),
                        state);
                if (map.get(JAVA_INT, MAPPED_AT) < 1
                        || (map.get(JAVA_INT, FLAGS_AT) & NO_ADDRESS) != 0) {
                    throw new IOException("its file system names no block of the file");
                }
                return new First(
                        map.get(JAVA_LONG, PHYSICAL_AT),
                        (long) Calls.SYSCONF.invokeExact(PAGE_SIZE));
            } finally {
                int _ = (int) Calls.CLOSE.invokeExact(descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    private static void checked(String call, int result, MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": " + ErrorText.of((int) Calls.ERRNO.get(state, 0L)));
        }
    }

    /// Linked when it is first used.
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final Linker.Option ERRORS = Linker.Option.captureCallState("errno");
        static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        static final MethodHandle OPEN =
                linked(
                        "open",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                        ERRORS,
                        Linker.Option.firstVariadicArg(2));
        static final MethodHandle IOCTL =
                linked(
                        "ioctl",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                        ERRORS,
                        Linker.Option.firstVariadicArg(2));
        static final MethodHandle CLOSE =
                linked("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle SYSCONF =
                linked("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));

        private Calls() {}

        private static MethodHandle linked(
                String name, FunctionDescriptor form, Linker.Option... options) {
            return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), form, options);
        }
    }
}
