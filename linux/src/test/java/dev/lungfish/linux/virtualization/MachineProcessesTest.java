package dev.lungfish.linux.virtualization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.linux.virtualization.MachineProcesses.MachineProcess;
import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProcessesTest {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    @TempDir private Path folder;
    private HostFiles host;

    @BeforeEach
    void makeHost() {
        host = HostFiles.in(folder);
    }

    /// Proxmox 8 `PVE::QemuServer::config_to_command()`: the program is called `kvm`, and the name
    /// stands with what belongs to it.
    @Test
    void findsAMachineOfProxmoxByItsName() throws NotARecordException {
        process(812, "kvm", "/usr/bin/kvm", "-id", "100", "-name", "vm100,debug-threads=on");

        assertThat(found()).extracting(MachineProcess::name).containsExactly("vm100");
    }

    @Test
    void knowsTheHypervisorsByTheNameThatTheKernelCuts() throws NotARecordException {
        process(1, "systemd", "/sbin/init");
        process(11, "qemu-system-x86", "/opt/incus/bin/qemu-system-x86_64", "-S", "-name", "v1");
        process(12, "cloud-hyperviso", "ch", "--api-socket", "/run/ch.sock");
        process(13, "firecracker", "firecracker", "--id", "micro");
        process(14, "crosvm", "crosvm", "run", "vmlinux");
        process(15, "VBoxHeadless", "VBoxHeadless", "--comment", "box", "--startvm", UUID);
        process(16, "vmware-vmx", "vmware-vmx", "-x", "/vms/Old Server/old.vmx");
        process(17, "nginx", "nginx: master process");

        assertThat(found())
                .extracting(MachineProcess::name)
                .containsExactly("v1", "cloud-hypervisor-12", "micro", "crosvm-14", "box", "old");
    }

    /// Linux 6.12: an unknown hypervisor is one that has the device, or a machine, open.
    @Test
    void findsWhoeverHoldsKvmOpen() throws NotARecordException {
        process(21, "my-vmm", "/home/me/my-vmm");
        host.link("/proc/21/fd/9", "/dev/kvm");
        process(22, "other-vmm", "/home/me/other-vmm");
        host.link("/proc/22/fd/4", "anon_inode:kvm-vm");
        process(23, "reader", "/usr/bin/reader");
        host.link("/proc/23/fd/3", "/var/log/kvm");
        process(24, "libvirtd", "/usr/sbin/libvirtd");
        host.link("/proc/24/fd/3", "/dev/kvm");

        assertThat(found())
                .extracting(MachineProcess::name)
                .containsExactly("my-vmm-21", "other-vmm-22");
    }

    /// crosvm runs each device in a child of its own.
    @Test
    void countsTheHelpersOfAHypervisorWithIt() throws NotARecordException {
        process(31, "crosvm", "crosvm", "run", "vmlinux");
        process(32, "crosvm", "crosvm", "run", "vmlinux");
        host.file("/proc/32/status", "Name:\tcrosvm\nPPid:\t31\n");

        assertThat(found()).extracting(MachineProcess::process).containsExactly(31L);
    }

    /// libvirt 9.0 `src/qemu/qemu_process.c`, `qemuProcessQMPInit()`.
    @Test
    void takesAProbeOfLibvirtForNoMachine() throws NotARecordException {
        process(
                41,
                "qemu-system-x86",
                "/usr/bin/qemu-system-x86_64",
                "-S",
                "-nodefaults",
                "-machine",
                "none,accel=kvm:tcg");
        process(42, "qemu-img", "qemu-img", "convert");
        process(43, "kvm-nx-lpage-re");

        assertThat(found()).isEmpty();
    }

    @Test
    void recognizesTheGuestsOfALibvirtd() throws NotARecordException {
        process(51, "qemu-system-x86", "qemu-system-x86_64", "-name", "guest=web", "-uuid", UUID);
        process(52, "cloud-hyperviso", "cloud-hypervisor", "/run/libvirt/ch/db-socket");

        assertThat(found().getFirst().isGuest(UUID, "web")).isTrue();
        assertThat(found().getFirst().isGuest(UUID.replace('1', '6'), "web")).isFalse();
        assertThat(found().getLast().isGuest(UUID, "db")).isTrue();
        assertThat(found().getLast().isGuest(UUID, "b")).isFalse();
    }

    @Test
    void findsAProcessThatRunsOnThisMachine() throws IOException, InterruptedException {
        Path program = folder.resolve("firecracker");
        Files.copy(Path.of("/bin/sleep").toRealPath(), program);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process process = new ProcessBuilder(program.toString(), "60").start();
        try {
            assertThat(MachineProcesses.of(HostTree.live()).toOptional().orElseThrow())
                    .extracting(MachineProcess::process)
                    .contains(process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<MachineProcess> found() throws NotARecordException {
        return MachineProcesses.of(HostTree.recorded(folder)).toOptional().orElseThrow();
    }

    private void process(int process, String name, String... arguments) {
        host.file("/proc/" + process + "/comm", name + "\n")
                .file("/proc/" + process + "/cmdline", String.join("\0", arguments) + "\0");
    }
}
