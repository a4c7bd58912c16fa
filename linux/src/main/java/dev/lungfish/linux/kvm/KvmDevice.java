package dev.lungfish.linux.kvm;

import dev.lungfish.core.evidence.Reading;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The device `/dev/kvm`. Each question opens and closes it anew; nothing is left behind.
///
/// **Source:** Linux `include/uapi/linux/kvm.h`, `Documentation/virt/kvm/api.rst`.
final class KvmDevice {
    private static final long CHECK_EXTENSION = 0xAE03;
    private static final long CREATE_VM = 0xAE01;
    private static final long CREATE_VCPU = 0xAE41;
    private static final long GET_TSC_KHZ = 0xAEA3;
    private static final long GET_MSRS = 0xC008_AE88L;
    private static final long CAP_TSC_CONTROL = 60;
    private static final int IA32_ARCH_CAPABILITIES = 0x10A;

    private static final int READ_ONLY_AND_CLOSE_ON_EXEC = 0x8_0000;

    /// A C library's own words; those of the kernel's interface are the same on all of Linux.
    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL =
            function(
                    "ioctl",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private KvmDevice() {}

    static Reading<KvmFacts> read(Path path) {
        String source = path.toString();
        if (!Files.exists(path)) {
            return new Reading.Absent<>(source);
        }
        if (!Files.isReadable(path)) {
            return new Reading.Denied<>(source, "permission denied");
        }
        try (Arena arena = Arena.ofConfined()) {
            int kvm =
                    (int) OPEN.invokeExact(arena.allocateFrom(source), READ_ONLY_AND_CLOSE_ON_EXEC);
            if (kvm < 0) {
                return new Reading.Failed<>(source, "it cannot be opened");
            }
            try {
                OptionalLong msr = modelSpecificRegister(arena, kvm);
                KvmFacts facts =
                        new KvmFacts(msr.isPresent() ? (Long) msr.getAsLong() : null, tsc(kvm));
                return new Reading.Present<>(
                        source, facts, facts.text().strip().replace('\n', ' '));
            } finally {
                int _ = (int) CLOSE.invokeExact(kvm);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library threw", e);
        }
    }

    /// `struct kvm_msrs` with one entry: count, padding, index, padding, value.
    private static OptionalLong modelSpecificRegister(Arena arena, int kvm) throws Throwable {
        MemorySegment msrs = arena.allocate(24, Long.BYTES);
        msrs.set(ValueLayout.JAVA_INT, 0, 1);
        msrs.set(ValueLayout.JAVA_INT, 8, IA32_ARCH_CAPABILITIES);
        int read = (int) IOCTL.invokeExact(kvm, GET_MSRS, msrs.address());
        return read == 1
                ? OptionalLong.of(msrs.get(ValueLayout.JAVA_LONG, 16))
                : OptionalLong.empty();
    }

    private static KvmFacts.@Nullable Tsc tsc(int kvm) throws Throwable {
        int machine = (int) IOCTL.invokeExact(kvm, CREATE_VM, 0L);
        if (machine < 0) {
            return null;
        }
        try {
            int processor = (int) IOCTL.invokeExact(machine, CREATE_VCPU, 0L);
            if (processor < 0) {
                return null;
            }
            try {
                int kilohertz = (int) IOCTL.invokeExact(processor, GET_TSC_KHZ, 0L);
                int control = (int) IOCTL.invokeExact(kvm, CHECK_EXTENSION, CAP_TSC_CONTROL);
                return kilohertz <= 0 || control < 0
                        ? null
                        : new KvmFacts.Tsc(kilohertz * 1000L, control > 0);
            } finally {
                int _ = (int) CLOSE.invokeExact(processor);
            }
        } finally {
            int _ = (int) CLOSE.invokeExact(machine);
        }
    }

    private static MethodHandle function(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }
}
