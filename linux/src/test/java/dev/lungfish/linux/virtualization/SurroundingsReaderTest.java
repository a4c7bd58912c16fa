package dev.lungfish.linux.virtualization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsReaderTest {
    private static final String OVERLAY = "22 1 0:5 / / rw,relatime - overlay overlay rw\n";

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Test
    void findsAMachineOfItsOwnWhereNothingSpeaksAgainstIt() throws NotARecordException {
        files.file("/proc/cpuinfo", "flags\t\t: fpu vme\n")
                .file("/sys/class/dmi/id/sys_vendor", "LENOVO\n");

        assertThat(read()).isEqualTo(Surroundings.hardware());
        assertThat(ReasonText.sentence(read().reason())).isEqualTo("a machine of its own");
    }

    @ParameterizedTest
    @CsvSource({
        "/run/systemd/container, systemd-nspawn, systemd-nspawn",
        "/run/host/container-manager, podman, podman",
        "/proc/1/environ, 'HOME=/\0container=lxc\0TERM=linux\0', lxc",
        "/proc/1/cgroup, '0::/../lxc.payload.web/init.scope', lxc",
        "/proc/1/cgroup, '5:memory:/docker/0123abcd', docker",
        "/proc/1/cgroup, '0::/kubepods.slice/kubepods-burstable.slice', kubepods",
        "/proc/sys/kernel/osrelease, 5.15.90.1-microsoft-standard-WSL2, wsl",
    })
    void findsAContainerByWhatItsManagerSets(String file, String content, String kind)
            throws NotARecordException {
        files.file(file, content);

        assertThat(read().container()).contains(kind);
        assertThat(read().evidence()).extracting(Evidence::source).contains(file);
    }

    @ParameterizedTest
    @CsvSource({
        "/proc/1/environ, HOME=/",
        "/proc/1/cgroup, 0::/init.scope",
        "/proc/1/cgroup, 0::/dockerize"
    })
    void findsNoContainerInAnOrdinaryFirstProcess(String file, String content)
            throws NotARecordException {
        files.file(file, content);

        assertThat(read().container()).isEmpty();
    }

    @Test
    void doesNotBelieveAnImagesFileAlone() throws NotARecordException {
        files.file("/.dockerenv", "");
        assertThat(read().container()).isEmpty();

        files.file("/proc/1/mountinfo", OVERLAY);
        assertThat(read().container()).contains("docker");
    }

    @ParameterizedTest
    @CsvSource({
        "/sys/class/dmi/id/sys_vendor, QEMU, qemu",
        "/sys/class/dmi/id/product_name, KVM, kvm",
        "/sys/class/dmi/id/sys_vendor, 'VMware, Inc.', vmware",
        "/sys/hypervisor/type, xen, xen",
        "/proc/device-tree/hypervisor/compatible, 'linux,kvm\0', kvm",
        "/proc/cpuinfo, 'flags : fpu hypervisor lm', of an unnamed kind",
    })
    void findsAVirtualMachine(String file, String content, String kind) throws NotARecordException {
        files.file(file, content);

        assertThat(read().virtualMachine()).contains(kind);
        assertThat(read().container()).isEmpty();
    }

    /// Qubes and XCP-ng: Xen 4.17's own domain, by either of the two signs; systemd/systemd#2625.
    @ParameterizedTest
    @CsvSource({
        "/proc/xen/capabilities, control_d",
        "/sys/hypervisor/properties/features, 000000000000aa6f"
    })
    void takesTheDomainThatOwnsTheHardwareForHardware(String file, String content)
            throws NotARecordException {
        files.file("/sys/hypervisor/type", "xen\n")
                .file("/proc/cpuinfo", "flags : fpu hypervisor lm\n")
                .file("/sys/class/dmi/id/sys_vendor", "LENOVO\n")
                .file(file, content + "\n");
        assertThat(read()).isEqualTo(Surroundings.hardware());

        files.file("/sys/class/dmi/id/sys_vendor", "QEMU\n");
        assertThat(read().virtualMachine()).as("Xen in QEMU").contains("qemu");
    }

    /// util-linux `tests/ts/lscpu/dumps`: s390-kvm, s390-zvm and s390-lpar.
    @ParameterizedTest
    @CsvSource({
        "KVM/Linux, kvm",
        "z/VM    6.1.0, zvm",
    })
    void findsAMachineOfAMainframe(String program, String kind) throws NotARecordException {
        files.file(
                "/proc/sysinfo",
                "Manufacturer: IBM\nLPAR Name: L1\nVM00 Name: V1\nVM00 Control Program: %s   \n"
                        .formatted(program));

        assertThat(read().virtualMachine()).contains(kind);
    }

    @Test
    void takesAPartitionOfAMainframeForHardware() throws NotARecordException {
        files.file("/proc/sysinfo", "Manufacturer: IBM\nLPAR Name: L1\nLPAR CPUs Total: 20\n");

        assertThat(read()).isEqualTo(Surroundings.hardware());
    }

    /// util-linux `tests/ts/lscpu/dumps/ppc64-POWER7-64cpu`; the second is QEMU's machine by
    /// libvirt's name.
    @Test
    void findsAPartitionOfPowerVm() throws NotARecordException {
        files.file("/proc/device-tree/ibm,partition-name", "web1\0")
                .file("/proc/device-tree/hmc-managed?", "\0\0\0\1");

        assertThat(read().virtualMachine()).contains("powervm");

        files.file("/proc/device-tree/compatible", "qemu,pseries\0");

        assertThat(read().virtualMachine()).contains("qemu");
    }

    @ParameterizedTest
    @CsvSource({
        "machine\t\t: CHRP IBM pSeries (emulated by qemu), qemu",
        "vendor_id\t: User Mode Linux, uml",
    })
    void findsAnEmulatorThatShowsItselfInTheProcessors(String line, String kind)
            throws NotARecordException {
        files.file("/proc/cpuinfo", "processor : 0\n" + line.replace("\\t", "\t") + "\n");

        assertThat(read().virtualMachine()).contains(kind);
    }

    @Test
    void findsQemusFirmwareDeviceInTheTree() throws NotARecordException {
        files.file("/proc/device-tree/fw-cfg@9020000/compatible", "qemu,fw-cfg-mmio\0");

        assertThat(read().virtualMachine()).contains("qemu");
    }

    @Test
    void takesAnotherDomainOfXenForAVirtualMachine() throws NotARecordException {
        files.file("/sys/hypervisor/type", "xen\n")
                .file("/proc/xen/capabilities", "\n")
                .file("/sys/hypervisor/properties/features", "00000000000026f5\n");

        assertThat(read().virtualMachine()).contains("xen");
    }

    /// systemd 253 `detect_vm_dmi()`: bare metal of Amazon has the vendor of its virtual machines.
    @ParameterizedTest
    @CsvSource({
        "m5.metal, '', ''",
        "c7g.metal-48xl, '', ''",
        "unnamed, 'flags : fpu vme', ''",
        "m5.large, 'flags : fpu hypervisor', amazon",
        "m6g.large, '', amazon"
    })
    void knowsTheIronOfACloud(String product, String flags, String kind)
            throws NotARecordException {
        files.file("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n")
                .file("/sys/class/dmi/id/product_name", product + "\n")
                .file("/proc/cpuinfo", flags + "\n");

        assertThat(read().virtualMachine().orElse("")).isEqualTo(kind);
    }

    @Test
    void survivesAbsurdFiles() throws NotARecordException {
        files.directory("/proc/1/environ")
                .directory("/proc/1/cgroup/x")
                .file("/sys/hypervisor/type", new byte[] {(byte) 0xff})
                .file("/proc/cpuinfo", new byte[1000]);

        assertThat(read()).isEqualTo(Surroundings.hardware());
    }

    private Surroundings read() throws NotARecordException {
        return new SurroundingsReader(HostTree.recorded(folder)).read();
    }
}
