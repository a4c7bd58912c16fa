package dev.lungfish.controller.migration;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.CpuNeed;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.libvirt.domain.DomainDescription;
import dev.lungfish.libvirt.domain.DomainPlacement;
import dev.lungfish.libvirt.domain.DomainShape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads from libvirt's document of a guest where else it can run.
///
/// @param shared the beginnings of paths that all hosts of the pool have in common
/// @param copyDisks whether disks elsewhere are copied, so that they bind no guest
public record GuestReader(List<String> shared, boolean copyDisks) {
    public GuestReader {
        shared = List.copyOf(shared);
    }

    /// What a guest takes and what binds it.
    ///
    /// @param document of a guest that runs
    /// @param load its 95th percentile, in thousandths of a core
    /// @throws IOException where the document can't be read
    public GuestLoad read(String name, String host, String document, long load) throws IOException {
        DomainShape shape = DomainShape.read(document);
        DomainPlacement placement = DomainPlacement.read(document);
        return new GuestLoad(
                name,
                host,
                Amounts.ofGuest(
                        ByteCount.ofKibibytes(shape.memoryKibibytes()), shape.virtualCores(), load),
                cpu(shape),
                placement.labels(),
                placement.together(),
                placement.apart(),
                placement
                        .pinned()
                        .<Binding>map(
                                by -> new Binding.Bound(new ConsolidationReason.GuestPinned(by)))
                        .orElse(binding(shape, DomainDescription.read(document))));
    }

    /// libvirt writes the model that `host-model` stands for into the document of a guest that
    /// runs.
    private static CpuNeed cpu(DomainShape shape) {
        if (shape.cpuMode().equals("host-passthrough") || shape.cpuMode().equals("maximum")) {
            return new CpuNeed.SameAsHost();
        }
        return shape.cpuModel().isEmpty()
                ? new CpuNeed.Any()
                : new CpuNeed.Model(model(shape.type(), shape.cpuModel()));
    }

    /// How a model of processors is called, with that by which guests run: what an emulator offers
    /// the host's own processors may lack.
    ///
    /// @param type `kvm`, `qemu`
    /// @param model libvirt's name
    public static String model(String type, String model) {
        return "%s:%s".formatted(type, model);
    }

    private Binding binding(DomainShape shape, DomainDescription devices) {
        if (!devices.hostDevices().isEmpty()) {
            return new Binding.Bound(
                    new ConsolidationReason.GuestHasHostDevice(
                            String.join(", ", devices.hostDevices())));
        }
        Optional<String> local =
                copyDisks
                        ? Optional.empty()
                        : shape.disks().stream()
                                .filter(disk -> shared.stream().noneMatch(disk::startsWith))
                                .findFirst();
        return local.<Binding>map(
                        disk -> new Binding.Bound(new ConsolidationReason.GuestDiskIsLocal(disk)))
                .orElseGet(Binding.Free::new);
    }
}
