package dev.lungfish.inventory.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.inventory.machine.MachineUuid;
import dev.lungfish.libvirt.capabilities.CapabilitiesReader;
import dev.lungfish.libvirt.capabilities.Host;
import dev.lungfish.libvirt.capabilities.HostCpu;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.PrivateLibvirtd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the machine that runs the tests, what both write is the same. docs/capabilities-format.md has
/// the differences that are meant, with their reasons; each of them is named here.
class HostDocumentAgainstLibvirtdTest {

    @Test
    @NeedsProgram(
            value = {"libvirtd", "virsh"},
            install = "libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients")
    void writesWhatLibvirtdWrites(@TempDir Path folder) throws Exception {
        Host libvirtds;
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start(folder)) {
            libvirtds = CapabilitiesReader.read(libvirtd.virsh("capabilities").text()).host();
        }

        HostDocument ours = HostDocument.of(HostTree.live(), new PowerManagement.Unknown());

        assertThat(ours.warnings()).isEmpty();
        assertThat(withoutMeantDifferences(ours.document().host()))
                .isEqualTo(withoutMeantDifferences(libvirtds));
    }

    /// - uuid: where the firmware tells none, libvirtd makes one up at each start; ours stays.
    /// - power_management: the verdicts are not this document's business; libvirtd asks logind
    ///   only.
    /// - model, feature and counter, where the kernel has no module cpuid: libvirtd executes the
    ///   instruction, we list what the kernel lists.
    private static Host withoutMeantDifferences(Host host) {
        HostTree machine = HostTree.live();
        boolean firmwareTells = MachineUuid.read(machine).source().startsWith("/sys/");
        boolean cpuidTells = Cpuid.read(machine) instanceof Reading.Present;
        return new Host(
                firmwareTells ? host.uuid() : null,
                cpuidTells ? host.cpu() : withoutCpuid(host.cpu()),
                new PowerManagement.Unknown(),
                host.iommu(),
                host.migrationFeatures(),
                host.cells(),
                host.cacheBanks(),
                host.securityModels());
    }

    private static HostCpu withoutCpuid(HostCpu cpu) {
        return new HostCpu(
                cpu.arch(),
                cpu.archFeatures(),
                null,
                cpu.vendor(),
                cpu.microcodeVersion(),
                cpu.signature(),
                null,
                cpu.topology(),
                cpu.maximumPhysicalAddress(),
                List.of(),
                cpu.pageSizesKibibytes());
    }
}
