package dev.lungfish.linux.virtualization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @TempDir private Path folder;
    private HostFiles host;

    @BeforeEach
    void makeHost() {
        host = HostFiles.in(folder);
        group(1, "0::/init.scope");
    }

    /// Docker 27 with systemd's driver and with cgroupfs, Podman 5, LXC 6 and 3, systemd 257.
    @Test
    void countsEachContainerOnceWhateverRunsInIt() throws NotARecordException {
        group(10, "0::/system.slice/docker-" + ID + ".scope");
        group(11, "0::/system.slice/docker-" + ID + ".scope/sub");
        group(12, "4:memory:/docker/" + ID.replace('0', 'f') + "\n0::/docker/" + ID);
        group(13, "0::/machine.slice/libpod-" + ID + ".scope/container");
        group(14, "0::/lxc.payload.web/init.scope");
        group(15, "0::/lxc/old/system.slice/docker-" + ID + ".scope");
        group(16, "0::/machine.slice/systemd-nspawn@build.service/payload");
        group(17, "0::/kubepods.slice/cri-containerd-" + ID + ".scope");
        group(18, "0::/system.slice/docker.service");
        group(19, "0::/machine.slice/machine-qemu\\x2d1\\x2dweb.scope/libvirt/emulator");
        group(20, "0::/machine.slice/machine-test.scope/payload");

        assertThat(Containers.withWork(HostTree.recorded(folder)).toOptional().orElseThrow())
                .containsExactly(
                        "cri-containerd 0123456789ab",
                        "docker 0123456789ab",
                        "docker f123456789ab",
                        "lxc old",
                        "lxc web",
                        "nspawn build",
                        "nspawn test",
                        "podman 0123456789ab");
    }

    @Test
    void leavesOutTheContainerThatTheHostItselfIs() throws NotARecordException {
        group(1, "0::/lxc.payload.here/init.scope");
        group(10, "0::/lxc.payload.here/system.slice/cron.service");

        assertThat(Containers.withWork(HostTree.recorded(folder)).toOptional()).contains(List.of());
    }

    @Test
    void knowsNothingOfARecordThatShowsNoProcesses() throws NotARecordException {
        assertThat(Containers.withWork(HostTree.recorded(folder)))
                .isInstanceOf(Reading.Absent.class);
    }

    private void group(int process, String text) {
        host.file("/proc/" + process + "/cgroup", text + "\n");
    }
}
