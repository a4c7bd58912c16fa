package dev.lungfish.inventory.capabilities;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.inventory.cpu.Architecture;
import dev.lungfish.inventory.cpu.CpuCache;
import dev.lungfish.inventory.machine.GuestSecurity;
import dev.lungfish.inventory.machine.Iommu;
import dev.lungfish.inventory.machine.MachineUuid;
import dev.lungfish.libvirt.capabilities.CacheBank;
import dev.lungfish.libvirt.capabilities.CapabilitiesDocument;
import dev.lungfish.libvirt.capabilities.Host;
import dev.lungfish.libvirt.capabilities.MigrationFeatures;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.capabilities.SecurityModel;
import dev.lungfish.libvirt.capabilities.SecurityModel.BaseLabel;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A host's capabilities document, with warnings about it.
///
/// @param document without guests
/// @param warnings one sentence for each part that is left out or guessed although the host might
///   have it
public record HostDocument(CapabilitiesDocument document, List<String> warnings) {
    /// What libvirt's QEMU driver writes on every host.
    private static final MigrationFeatures OF_THE_QEMU_DRIVER =
            new MigrationFeatures(true, List.of("tcp", "rdma"));

    public HostDocument {
        warnings = List.copyOf(warnings);
    }

    /// Reads the host. A part without a valid value is left out; no content of a host makes this
    /// fail.
    ///
    /// @param powerManagement the verdicts on the host's sleep states
    public static HostDocument of(HostTree tree, PowerManagement powerManagement) {
        return of(tree, powerManagement, LibvirtForm.installed(HostTree.live()));
    }

    static HostDocument of(HostTree tree, PowerManagement powerManagement, LibvirtForm form) {
        List<String> warnings = new ArrayList<>();
        String arch = arch(tree, warnings);
        HostCpuAssembly cpu = HostCpuAssembly.of(tree, arch, form);
        warnings.addAll(cpu.warnings());
        Host host =
                new Host(
                        uuid(tree, warnings),
                        cpu.cpu(),
                        powerManagement,
                        iommu(tree, warnings),
                        OF_THE_QEMU_DRIVER,
                        HostCells.of(tree, arch, form),
                        cacheBanks(tree, form),
                        securityModels(GuestSecurity.read(tree)));
        return new HostDocument(new CapabilitiesDocument(host), warnings);
    }

    private static String arch(HostTree tree, List<String> warnings) {
        return Architecture.read(tree)
                .toOptional()
                .orElseGet(() -> {
                    String ours = Architecture.ofThisRuntime().toOptional().orElse("x86_64");
                    warnings.add(
                            ("the record does not tell its architecture; %s, this machine's, is"
                                            + " written, since the document"
                                            + " must have one")
                                    .formatted(ours));
                    return ours;
                });
    }

    private static @Nullable UUID uuid(HostTree tree, List<String> warnings) {
        Reading<UUID> uuid = MachineUuid.read(tree);
        if (uuid.broken()) {
            warnings.add("no uuid: " + uuid.source() + ": " + uuid.found());
        }
        return uuid.toOptional().orElse(null);
    }

    private static Host.@Nullable Iommu iommu(HostTree tree, List<String> warnings) {
        Reading<Boolean> iommu = Iommu.read(tree);
        if (iommu.broken()) {
            warnings.add("no iommu: " + iommu.source() + ": " + iommu.found());
        }
        return iommu.toOptional().map(Host.Iommu::new).orElse(null);
    }

    private static List<CacheBank> cacheBanks(HostTree tree, LibvirtForm form) {
        return CpuCache.readAll(tree, form.leastCacheLevel()).stream()
                .map(cache ->
                        new CacheBank(
                                cache.id(),
                                cache.level(),
                                switch (cache.content()) {
                                    case BOTH -> CacheBank.Type.BOTH;
                                    case INSTRUCTIONS -> CacheBank.Type.CODE;
                                    case DATA -> CacheBank.Type.DATA;
                                },
                                cache.sizeBytes(),
                                cache.cpus().toString()))
                .toList();
    }

    private static List<SecurityModel> securityModels(GuestSecurity security) {
        List<SecurityModel> models = new ArrayList<>();
        models.add(
                switch (security.module()) {
                    case GuestSecurity.Module.None _ -> new SecurityModel("none", "0", List.of());
                    case GuestSecurity.Module.AppArmor _ ->
                            new SecurityModel("apparmor", "0", List.of());
                    case GuestSecurity.Module.SeLinux(List<String> contexts) ->
                            new SecurityModel("selinux", "0", selinuxLabels(contexts));
                });
        security.qemuUser()
                .ifPresent(user -> {
                    String label = "+" + user.userId() + ":+" + user.groupId();
                    models.add(
                            new SecurityModel(
                                    "dac",
                                    "0",
                                    List.of(
                                            new BaseLabel("kvm", label),
                                            new BaseLabel("qemu", label))));
                });
        return models;
    }

    /// A policy with one context uses it for all guests.
    private static List<BaseLabel> selinuxLabels(List<String> contexts) {
        return contexts.isEmpty()
                ? List.of()
                : List.of(
                        new BaseLabel("kvm", contexts.getFirst()),
                        new BaseLabel("qemu", contexts.getLast()));
    }
}
