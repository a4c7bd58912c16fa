package dev.lungfish.libvirt.capabilities;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The element `<host>`.
///
/// @param uuid of the machine
/// @param iommu whether devices can be assigned to guests behind an IOMMU
/// @param cells the NUMA cells; empty if there is no `<topology>`
/// @param cacheBanks empty if there is no `<cache>`
public record Host(
        @Nullable UUID uuid,
        HostCpu cpu,
        PowerManagement powerManagement,
        @Nullable Iommu iommu,
        @Nullable MigrationFeatures migrationFeatures,
        List<Cell> cells,
        List<CacheBank> cacheBanks,
        List<SecurityModel> securityModels) {

    public Host {
        cells = List.copyOf(cells);
        cacheBanks = List.copyOf(cacheBanks);
        securityModels = List.copyOf(securityModels);
    }

    /// A host of which only the processor's architecture is known.
    public static Host of(String arch) {
        return new Host(
                null,
                HostCpu.of(arch),
                new PowerManagement.Unknown(),
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    /// The element `<iommu>`.
    public record Iommu(boolean supported) {}
}
