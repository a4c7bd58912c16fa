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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the machine that runs the tests, what both write is the same. docs/capabilities-format.md has
/// the differences that are meant, with their reasons; each of them is named here.
class HostDocumentAgainstLibvirtdTest {
    /// Features that the kernel names as libvirt does.
    private static final List<String> NAMED_ALIKE =
            List.of("abm", "sse4a", "mmxext", "pdpe1gb", "topoext", "x2apic");

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
        boolean one = isTheKernels(libvirtds.cpu());
        assertThat(withoutMeantDifferences(ours.document().host(), one))
                .isEqualTo(withoutMeantDifferences(libvirtds, one));
    }

    /// - uuid: where the firmware tells none, libvirtd makes one up at each start; ours stays.
    /// - power_management: the verdicts are not this document's business; libvirtd asks logind
    ///   only.
    /// - model, feature and counter, where the kernel has no module cpuid: libvirtd executes the
    ///   instruction, we list what the kernel lists.
    /// - x2apic and tsc-deadline in a virtual machine: some hypervisors show them to its kernel,
    ///   whose module we ask, and not to its processes, of which libvirtd is one.
    private static Host withoutMeantDifferences(Host host, boolean oneProcessor) {
        HostTree machine = HostTree.live();
        boolean firmwareTells = MachineUuid.read(machine).source().startsWith("/sys/");
        boolean cpuidTells = oneProcessor && Cpuid.read(machine) instanceof Reading.Present;
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

    /// Whether the kernel has all that libvirtd found on the processor.
    private static boolean isTheKernels(HostCpu libvirtds) throws IOException {
        String flags =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("flags"))
                        .findFirst()
                        .orElse("");
        List<String> kernels = List.of(flags.split("\\s+", -1));
        return NAMED_ALIKE.stream()
                .filter(libvirtds.features()::contains)
                .allMatch(kernels::contains);
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
