package dev.lungfish.host.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.capabilities.CapabilitiesReader;
import dev.lungfish.libvirt.capabilities.Host;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.linux.machine.MachineUuid;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the machine that runs the tests, what both write is the same. docs/capabilities-format.md has
/// the differences that are meant, with their reasons; each of them is named here.
class HostDocumentAgainstLibvirtdTest {

    @Test
    @NeedsProgram(
            value = {"libvirtd", "virsh", "qemu-system-x86_64"},
            install = "libvirt-daemon-system libvirt-clients qemu-system-x86")
    void writesWhatLibvirtdWrites(@TempDir Path folder) throws Exception {
        Host libvirtds;
        try (PrivateLibvirtd libvirtd = PrivateLibvirtd.start(folder)) {
            libvirtds = CapabilitiesReader.read(libvirtd.capabilities()).host();
        }

        HostDocument ours = HostDocument.of(HostTree.live(), new PowerManagement.Unknown());

        assertThat(ours.warnings()).isEmpty();
        assertThat(withoutMeantDifferences(ours.document().host()))
                .isEqualTo(withoutMeantDifferences(libvirtds));
    }

    /// - uuid: where the firmware tells none, libvirtd makes one up at each start; ours stays.
    /// - power_management: the verdicts are not the document's business; libvirtd asks logind only.
    private static Host withoutMeantDifferences(Host host) {
        boolean firmwareTells = MachineUuid.read(HostTree.live()).source().startsWith("/sys/");
        return new Host(
                firmwareTells ? host.uuid() : null,
                host.cpu(),
                new PowerManagement.Unknown(),
                host.iommu(),
                host.migrationFeatures(),
                host.cells(),
                host.cacheBanks(),
                host.securityModels());
    }
}
