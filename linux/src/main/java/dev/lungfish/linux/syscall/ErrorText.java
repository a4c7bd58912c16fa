package dev.lungfish.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/// The text of an error in the C library of this process, in its language.
///
/// **Source:** strerror(3).
public final class ErrorText {
    private static final int LONGEST_BYTES = 1024;

    private static final MethodHandle STRERROR =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("strerror"),
                            FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private ErrorText() {}

    public static synchronized String of(int number) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(number);
            return text.reinterpret(LONGEST_BYTES)
                    .getString(0, Charset.forName(System.getProperty("native.encoding", "UTF-8")));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("strerror threw", e);
        }
    }
}
