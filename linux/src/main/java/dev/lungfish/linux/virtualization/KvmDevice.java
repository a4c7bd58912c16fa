package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Reading;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The device `/dev/kvm` of an x86 machine. Each question opens and closes it; nothing remains.
///
/// **Source:** Linux `include/uapi/linux/kvm.h`, `Documentation/virt/kvm/api.rst`.
final class KvmDevice {
    private static final long CHECK_EXTENSION = 0xAE03;
    private static final long CREATE_VM = 0xAE01;
    private static final long CREATE_VCPU = 0xAE41;
    private static final long GET_TSC_KHZ = 0xAEA3;
    private static final long GET_MSRS = 0xC008_AE88L;
    private static final long CAP_NR_VCPUS = 9;
    private static final long CAP_TSC_CONTROL = 60;
    private static final long CAP_MAX_VCPUS = 66;
    private static final int LEAST_VCPUS = 4;
    private static final int IA32_ARCH_CAPABILITIES = 0x10A;

    /// `struct kvm_msrs` with one entry: count, padding; index, padding, value.
    private static final long MSRS_BYTES = 24;

    private static final long MSRS_COUNT = 0;
    private static final long MSRS_INDEX = 8;
    private static final long MSRS_VALUE = 16;

    private KvmDevice() {}

    static Reading<KvmFacts> read(Path path) {
        return ask(
                path,
                (arena, kvm) -> {
                    OptionalLong register = archCapabilities(arena, kvm);
                    KvmFacts facts =
                            new KvmFacts(
                                    register.isPresent() ? (Long) register.getAsLong() : null,
                                    tsc(kvm));
                    return new Reading.Present<>(
                            path.toString(), facts, facts.text().strip().replace('\n', ' '));
                });
    }

    /// The maximum of virtual processors for a guest: the kernel's maximum, else its
    /// recommendation, else the four of its documentation.
    static Reading<Integer> mostVcpus(Path path) {
        return ask(
                path,
                (_, kvm) -> {
                    long most = SystemCall.control(kvm, CHECK_EXTENSION, CAP_MAX_VCPUS);
                    if (most <= 0) {
                        most = SystemCall.control(kvm, CHECK_EXTENSION, CAP_NR_VCPUS);
                    }
                    int vcpus = most > 0 ? Math.toIntExact(most) : LEAST_VCPUS;
                    return new Reading.Present<>(path.toString(), vcpus, vcpus + " vCPUs");
                });
    }

    private static <T> Reading<T> ask(Path path, BiFunction<Arena, Long, Reading<T>> question) {
        String source = path.toString();
        if (!Files.exists(path) || !SystemCall.isAvailable()) {
            return new Reading.Absent<>(source);
        }
        if (!Files.isReadable(path)) {
            return new Reading.Denied<>(source, "permission denied");
        }
        try (Arena arena = Arena.ofConfined()) {
            long kvm = SystemCall.open(arena.allocateFrom(source));
            if (kvm < 0) {
                return new Reading.Failed<>(source, "it cannot be opened");
            }
            try {
                return question.apply(arena, kvm);
            } finally {
                SystemCall.close(kvm);
            }
        }
    }

    private static OptionalLong archCapabilities(Arena arena, long kvm) {
        MemorySegment registers = arena.allocate(MSRS_BYTES, Long.BYTES);
        registers.set(ValueLayout.JAVA_INT, MSRS_COUNT, 1);
        registers.set(ValueLayout.JAVA_INT, MSRS_INDEX, IA32_ARCH_CAPABILITIES);
        return SystemCall.control(kvm, GET_MSRS, registers.address()) == 1
                ? OptionalLong.of(registers.get(ValueLayout.JAVA_LONG, MSRS_VALUE))
                : OptionalLong.empty();
    }

    private static KvmFacts.@Nullable Tsc tsc(long kvm) {
        long machine = SystemCall.control(kvm, CREATE_VM, 0);
        if (machine < 0) {
            return null;
        }
        try {
            long processor = SystemCall.control(machine, CREATE_VCPU, 0);
            if (processor < 0) {
                return null;
            }
            try {
                long kilohertz = SystemCall.control(processor, GET_TSC_KHZ, 0);
                long control = SystemCall.control(kvm, CHECK_EXTENSION, CAP_TSC_CONTROL);
                return kilohertz <= 0 || control < 0
                        ? null
                        : new KvmFacts.Tsc(kilohertz * 1000, control > 0);
            } finally {
                SystemCall.close(processor);
            }
        } finally {
            SystemCall.close(machine);
        }
    }
}
