package dev.lungfish.inventory.capabilities;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.inventory.cpu.CpuFeatureNames;
import dev.lungfish.inventory.cpu.CpuInfo;
import dev.lungfish.inventory.cpu.CpuTopology;
import dev.lungfish.inventory.cpu.CpuVendor;
import dev.lungfish.inventory.cpu.PageSize;
import dev.lungfish.inventory.cpumap.CpuMap;
import dev.lungfish.inventory.cpumap.DecodedCpu;
import dev.lungfish.libvirt.capabilities.HostCpu;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.node.Leaf;
import dev.lungfish.linux.node.Registers;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.KvmFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The element `<cpu>` of a host.
///
/// @param warnings one sentence for each part that is left out although the host might have it
record HostCpuAssembly(HostCpu cpu, List<String> warnings) {
    private static final int ADVANCED_POWER_MANAGEMENT = 0x8000_0007;
    private static final int INVARIANT_TSC = 1 << 8;
    private static final int STRUCTURED_FEATURES = 7;
    private static final int ARCH_CAPABILITIES = 1 << 29;

    static HostCpuAssembly of(HostTree tree, String arch, LibvirtForm form) {
        List<String> warnings = new ArrayList<>();
        boolean x86 = arch.equals("x86_64") || arch.equals("i686");
        Reading<CpuInfo> cpuinfo = CpuInfo.read(tree);
        if (cpuinfo.broken()) {
            warnings.add("less of the cpu: " + cpuinfo.source() + ": " + cpuinfo.found());
        }
        Optional<CpuInfo> info = cpuinfo.toOptional();
        Optional<CpuInfo> x86Info = info.filter(_ -> x86);
        Optional<Cpuid> cpuid = x86 ? Cpuid.read(tree).toOptional() : Optional.empty();
        Optional<KvmFacts> kvm =
                cpuid.filter(HostCpuAssembly::asksKvm)
                        .flatMap(_ -> KvmFacts.read(tree).toOptional());
        Optional<DecodedCpu> decoded = cpuid.flatMap(answers -> decode(answers, kvm, warnings));
        List<Long> pageSizes = new ArrayList<>();
        PageSize.ordinaryKibibytes(tree, arch).ifPresent(pageSizes::add);
        pageSizes.addAll(PageSize.hugeKibibytes(tree));
        HostCpu cpu =
                new HostCpu(
                        arch,
                        List.of(),
                        decoded.flatMap(DecodedCpu::model).orElse(null),
                        x86Info.flatMap(CpuVendor::of).orElse(null),
                        x86Info.flatMap(CpuInfo::microcodeVersion).orElse(null),
                        x86Info.map(HostCpuAssembly::signature).orElse(null),
                        cpuid.flatMap(answers -> counter(answers, kvm)).orElse(null),
                        CpuTopology.read(tree)
                                .map(t ->
                                        new HostCpu.Topology(
                                                t.sockets(),
                                                1,
                                                form.cluster(1),
                                                t.cores(),
                                                t.threads()))
                                .orElse(null),
                        x86Info.map(HostCpuAssembly::maximumPhysicalAddress).orElse(null),
                        decoded.map(DecodedCpu::features)
                                .or(() -> info.map(CpuFeatureNames::of))
                                .orElse(List.of()),
                        pageSizes.stream().sorted().distinct().toList());
        return new HostCpuAssembly(cpu, warnings);
    }

    private static Optional<DecodedCpu> decode(
            Cpuid answers, Optional<KvmFacts> kvm, List<String> warnings) {
        Reading<CpuMap> map = CpuMap.installed();
        if (map.broken()) {
            warnings.add("no model of the cpu: " + map.source() + ": " + map.found());
        }
        map.toOptional()
                .map(CpuMap::unknown)
                .filter(unknown -> !unknown.isEmpty())
                .ifPresent(unknown ->
                        warnings.add(
                                "the model of the cpu may be another: %s has %s, which is newer than this program"
                                        .formatted(map.source(), String.join(", ", unknown))));
        OptionalLong archCapabilities =
                bit(answers, STRUCTURED_FEATURES, ARCH_CAPABILITIES)
                        ? kvm.map(KvmFacts::archCapabilities).orElse(OptionalLong.empty())
                        : OptionalLong.empty();
        return map.toOptional().map(known -> DecodedCpu.of(known, answers, archCapabilities));
    }

    /// Only with one of these bits is it worth making a virtual machine.
    private static boolean asksKvm(Cpuid answers) {
        return bit(answers, STRUCTURED_FEATURES, ARCH_CAPABILITIES)
                || bit(answers, ADVANCED_POWER_MANAGEMENT, INVARIANT_TSC);
    }

    private static Optional<HostCpu.Counter> counter(Cpuid answers, Optional<KvmFacts> kvm) {
        return kvm.flatMap(KvmFacts::tsc)
                .filter(_ -> bit(answers, ADVANCED_POWER_MANAGEMENT, INVARIANT_TSC))
                .map(tsc -> new HostCpu.Counter("tsc", tsc.frequencyHertz(), tsc.scaling()));
    }

    private static boolean bit(Cpuid answers, int leaf, int edxBit) {
        return (answers.answer(new Leaf(leaf, 0)).map(Registers::edx).orElse(0) & edxBit) != 0;
    }

    private static HostCpu.@Nullable Signature signature(CpuInfo info) {
        OptionalInt family = info.number("cpu family");
        OptionalInt model = info.number("model");
        OptionalInt stepping = info.number("stepping");
        if (family.isEmpty() || model.isEmpty() || stepping.isEmpty()) {
            return null;
        }
        boolean possible =
                family.getAsInt() > 0 && model.getAsInt() >= 0 && stepping.getAsInt() >= 0;
        return possible
                ? new HostCpu.Signature(family.getAsInt(), model.getAsInt(), stepping.getAsInt())
                : null;
    }

    private static HostCpu.@Nullable MaximumPhysicalAddress maximumPhysicalAddress(CpuInfo info) {
        OptionalInt bits = info.physicalAddressBits();
        return bits.isPresent()
                ? new HostCpu.MaximumPhysicalAddress("emulate", bits.getAsInt())
                : null;
    }
}
