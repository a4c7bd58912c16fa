package dev.lungfish.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The size of a terminal. It changes when its window is resized.
///
/// **Source:** ioctl_tty(2), `TIOCGWINSZ`; Linux `include/uapi/asm-generic/ioctls.h` and
/// `arch/powerpc/include/uapi/asm/ioctls.h` for its number; `include/uapi/asm-generic/termios.h`
/// for `struct winsize`: rows, columns, and two unused fields, of 16 bits each.
///
/// @param rows at least 1
/// @param columns at least 1
public record TerminalSize(int rows, int columns) {
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCGWINSZ_ON_POWER = 0x4008_7468;
    private static final int ROWS_AT = 0;
    private static final int COLUMNS_AT = 2;
    private static final int WINSIZE_BYTES = 8;

    public TerminalSize {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "rows and columns expected, found " + rows + " and " + columns);
        }
    }

    /// The present size of the terminal at the process's standard output; empty if there is none,
    /// or if its size is unknown.
    public static Optional<TerminalSize> now() {
        return of(STANDARD_OUTPUT);
    }

    /// The same for the terminal at the standard error.
    public static Optional<TerminalSize> ofErrors() {
        return of(STANDARD_ERROR);
    }

    private static Optional<TerminalSize> of(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINSIZE_BYTES, JAVA_SHORT.byteAlignment());
            if (ask(descriptor, size) < 0) {
                return Optional.empty();
            }
            int rows = Short.toUnsignedInt(size.get(JAVA_SHORT, ROWS_AT));
            int columns = Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS_AT));
            return rows == 0 || columns == 0
                    ? Optional.empty()
                    : Optional.of(new TerminalSize(rows, columns));
        } catch (LinkageError | IllegalCallerException _) {
            return Optional.empty(); // Java may not call the kernel
        }
    }

    private static int ask(int descriptor, MemorySegment size) {
        long request =
                System.getProperty("os.arch", "").startsWith("ppc64")
                        ? TIOCGWINSZ_ON_POWER
                        : TIOCGWINSZ;
        try {
            return (int) Asking.IOCTL.invokeExact(descriptor, request, size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native call throws nothing checked", e);
        }
    }

    /// Linked once, at the first use.
    private static final class Asking {
        static final MethodHandle IOCTL =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("ioctl"),
                                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                                Linker.Option.firstVariadicArg(2));
    }
}
