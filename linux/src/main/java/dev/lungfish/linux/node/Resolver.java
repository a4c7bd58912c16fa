package dev.lungfish.linux.node;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The C library's resolver for canonical names. Java's `getCanonicalHostName()` resolves an
/// address to a name instead, which gives another answer.
///
/// **Source:** getaddrinfo(3); glibc `resolv/netdb.h` for the layout, on machines of 64 bits.
final class Resolver {
    private static final int AI_CANONNAME = 2;

    /// `struct addrinfo`: flags, family, kind of socket, protocol; length, padding; address,
    /// canonical name, next.
    private static final long HINTS_BYTES = 48;

    private static final long FLAGS = 0;
    private static final long CANONICAL_NAME = 32;

    /// The longest DNS name, with reserve.
    private static final long NAME_LIMIT_BYTES = 1025;

    private static final AddressLayout RESULT =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(HINTS_BYTES, JAVA_BYTE));

    private static final AddressLayout NAME =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(NAME_LIMIT_BYTES, JAVA_BYTE));

    private static final MethodHandle GET_ADDRESS =
            link(
                    "getaddrinfo",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    private static final MethodHandle FREE_ADDRESS =
            link("freeaddrinfo", FunctionDescriptor.ofVoid(ADDRESS));

    private Resolver() {}

    /// Empty if the resolver has none.
    static Optional<String> canonicalName(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment hints = arena.allocate(HINTS_BYTES, Long.BYTES);
            hints.set(JAVA_INT, FLAGS, AI_CANONNAME);
            MemorySegment result = arena.allocate(ADDRESS);
            int error =
                    (int)
                            GET_ADDRESS.invokeExact(
                                    arena.allocateFrom(name), MemorySegment.NULL, hints, result);
            if (error != 0) {
                return Optional.empty();
            }
            MemorySegment first = result.get(RESULT, 0);
            try {
                MemorySegment canonical = first.get(NAME, CANONICAL_NAME);
                return canonical.address() == 0
                        ? Optional.empty()
                        : Optional.of(canonical.getString(0));
            } finally {
                FREE_ADDRESS.invokeExact(first);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library threw", e);
        }
    }

    private static MethodHandle link(String function, FunctionDescriptor descriptor) {
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(function), descriptor);
    }
}
