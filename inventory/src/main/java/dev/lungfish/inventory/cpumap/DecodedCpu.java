package dev.lungfish.inventory.cpumap;

import dev.lungfish.inventory.cpumap.CpuRegister.Part;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.node.Leaf;
import dev.lungfish.linux.node.Registers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A processor in the terms of the map: its closest model, and the features that it has beyond
/// that.
///
/// The processor has every feature of that model, and the model is for hosts and for this vendor or
/// for all vendors. Of several models, one with the processor's family and model is chosen, then
/// the one with the fewest remaining features, then the newest.
///
/// **Source:** libvirt 9.0 `src/cpu/cpu_x86.c`, `x86Decode()`, `x86DecodeUseCandidate()`.
///
/// @param model empty if none fits
/// @param features in the order of the map; all of the processor's if no model fits
public record DecodedCpu(Optional<String> model, List<String> features) {
    private static final int IA32_ARCH_CAPABILITIES = 0x10A;

    /// Intel's first processors with transactional memory, which is broken there.
    private static final Set<Integer> BROKEN_TSX = Set.of(60, 69, 70);

    private static final int BROKEN_TSX_BEFORE_STEPPING_4 = 63;

    /// The processor that gave these answers.
    ///
    /// @param archCapabilities the register IA32_ARCH_CAPABILITIES, if it could be read
    public static DecodedCpu of(CpuMap map, Cpuid cpuid, OptionalLong archCapabilities) {
        Signature signature = Signature.of(cpuid);
        Optional<String> vendor = Optional.ofNullable(map.vendors().get(vendorString(cpuid)));
        CpuBits bits = bits(map, cpuid, archCapabilities);
        if (vendor.filter("Intel"::equals).isPresent() && brokenTsx(signature)) {
            map.features().stream()
                    .filter(feature -> Set.of("hle", "rtm").contains(feature.name()))
                    .forEach(feature -> feature.removeFrom(bits));
        }
        DecodedCpu best = new DecodedCpu(Optional.empty(), featuresOf(map, bits));
        boolean bestHasSignature = false;
        for (CpuModel candidate : map.models().reversed()) {
            if (!fits(map, candidate, vendor, bits)) {
                continue;
            }
            CpuBits beyond = bits.copy();
            beyond.remove(candidate.bits());
            List<String> features = featuresOf(map, beyond);
            boolean hasSignature =
                    candidate.hasSignature(
                            signature.family(), signature.model(), signature.stepping());
            boolean better =
                    best.model.isEmpty()
                            || (hasSignature && !bestHasSignature)
                            || (hasSignature == bestHasSignature
                                    && features.size() < best.features.size());
            if (better) {
                best = new DecodedCpu(Optional.of(candidate.name()), features);
                bestHasSignature = hasSignature;
            }
        }
        return best;
    }

    private static boolean fits(
            CpuMap map, CpuModel candidate, Optional<String> vendor, CpuBits bits) {
        if (!candidate.forHosts()) {
            return false;
        }
        if (vendor.isPresent()
                && candidate.vendor() != null
                && !vendor.get().equals(candidate.vendor())) {
            return false;
        }
        if (bits.containsAll(candidate.bits())) {
            return true;
        }
        CpuBits lacking = candidate.bits().copy();
        lacking.remove(bits);
        return featuresOf(map, lacking).isEmpty();
    }

    /// A bit counts for one feature only, the first that has it.
    private static List<String> featuresOf(CpuMap map, CpuBits bits) {
        CpuBits left = bits.copy();
        List<String> names = new ArrayList<>();
        for (CpuFeature feature : map.features()) {
            if (feature.isIn(left)) {
                feature.removeFrom(left);
                names.add(feature.name());
            }
        }
        return names;
    }

    private static CpuBits bits(CpuMap map, Cpuid cpuid, OptionalLong archCapabilities) {
        CpuBits bits = new CpuBits();
        cpuid.answers()
                .forEach((leaf, answer) -> {
                    map.put(bits, register(leaf, Part.EAX), answer.eax());
                    map.put(bits, register(leaf, Part.EBX), answer.ebx());
                    map.put(bits, register(leaf, Part.ECX), answer.ecx());
                    map.put(bits, register(leaf, Part.EDX), answer.edx());
                });
        archCapabilities.ifPresent(value -> {
            map.put(bits, archCapabilities(Part.EAX), (int) value);
            map.put(bits, archCapabilities(Part.EDX), (int) (value >>> 32));
        });
        return bits;
    }

    private static CpuRegister register(Leaf leaf, Part part) {
        return new CpuRegister(CpuRegister.Kind.CPUID, leaf.leaf(), leaf.subleaf(), part);
    }

    private static CpuRegister archCapabilities(Part part) {
        return new CpuRegister(CpuRegister.Kind.MODEL_SPECIFIC, IA32_ARCH_CAPABILITIES, 0, part);
    }

    private static String vendorString(Cpuid cpuid) {
        Registers answer = cpuid.answer(Leaf.VENDOR).orElse(new Registers(0, 0, 0, 0));
        ByteBuffer name = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        name.putInt(answer.ebx()).putInt(answer.edx()).putInt(answer.ecx());
        return new String(name.array(), StandardCharsets.ISO_8859_1);
    }

    private static boolean brokenTsx(Signature signature) {
        return signature.family() == 6
                && (BROKEN_TSX.contains(signature.model())
                        || (signature.model() == BROKEN_TSX_BEFORE_STEPPING_4
                                && signature.stepping() < 4));
    }

    private record Signature(int family, int model, int stepping) {
        /// **Source:** Intel SDM volume 2A, CPUID, "Version Information".
        static Signature of(Cpuid cpuid) {
            int eax = cpuid.answer(Leaf.SIGNATURE).map(Registers::eax).orElse(0);
            return new Signature(
                    (eax >>> 20 & 0xFF) + (eax >>> 8 & 0xF),
                    (eax >>> 12 & 0xF0) + (eax >>> 4 & 0xF),
                    eax & 0xF);
        }
    }
}
