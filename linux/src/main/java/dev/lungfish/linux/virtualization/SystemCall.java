package dev.lungfish.linux.virtualization;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The three system calls for a device, on x86-64. All go through the C library's `syscall`, since
/// each further signature of a foreign function costs the runtime tens of milliseconds at start-up.
///
/// **Source:** Linux `arch/x86/entry/syscalls/syscall_64.tbl`; syscall(2).
final class SystemCall {
    private static final long OPEN = 2;
    private static final long CLOSE = 3;
    private static final long IOCTL = 16;
    private static final long READ_ONLY_AND_CLOSE_ON_EXEC = 0x8_0000;

    private static final MethodHandle SYSCALL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG),
                            Linker.Option.firstVariadicArg(1));

    private SystemCall() {}

    /// Whether the numbers of the calls are right for this machine.
    static boolean isAvailable() {
        return System.getProperty("os.arch", "").equals("amd64");
    }

    /// The descriptor of a file that was opened for reading; negative if that failed.
    static long open(MemorySegment path) {
        return call(OPEN, path.address(), READ_ONLY_AND_CLOSE_ON_EXEC, 0);
    }

    /// The answer of the device; negative if it refuses.
    static long control(long descriptor, long request, long argument) {
        return call(IOCTL, descriptor, request, argument);
    }

    static void close(long descriptor) {
        // Nothing was written, so nothing can be lost.
        long _ = call(CLOSE, descriptor, 0, 0);
    }

    private static long call(long number, long first, long second, long third) {
        try {
            return (long) SYSCALL.invokeExact(number, first, second, third);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library threw", e);
        }
    }
}
