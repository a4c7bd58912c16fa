package dev.lungfish.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.blockers.RecordedGuests;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SituationReaderTest {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    @TempDir private Path folder;
    private HostFiles host;

    @BeforeEach
    void makeHost() {
        host =
                HostFiles.copyOf(
                                RecordedMachines.named("laptop-with-everything-fine"),
                                folder.resolve("host"))
                        .file("/services/libvirt/guests", UUID + " web\n")
                        .file("/services/logind/inhibitors", "");
    }

    /// languitar/autosuspend#408, exequtic/apdatifier#95: updates run under `--what=idle`.
    @Test
    void isKeptAwakeByAnInhibitorForIdle() throws NotARecordException {
        host.file("/services/logind/inhibitors", "idle\tyay\tupdating\tblock\t0\t4711\n");

        assertThat(look().blockers())
                .extracting(ReasonText::sentence)
                .containsExactly("inhibitor:yay (updating; process 4711 of user 0)");
    }

    @Test
    void countsTheGuestsOfLibvirt() throws NotARecordException {
        process("qemu-system-x86_64", "-name", "guest=web,debug-threads=on", "-uuid", UUID);

        assertThat(look().guests()).isEqualTo(OptionalInt.of(1));
        assertThat(look().blockers()).isEmpty();
    }

    @Test
    void doesNotKnowHowManyGuestsThereAreWhereAMachineRunsWithoutLibvirt()
            throws NotARecordException {
        process("kvm", "-id", "100", "-name", "vm100,debug-threads=on");

        assertThat(look().guests()).isEmpty();
        assertThat(look().blockers())
                .extracting(ReasonText::sentence)
                .containsExactly(
                        "guest:vm100 (a virtual machine that no libvirtd answers for, of kvm,"
                                + " process 812)");
    }

    @Test
    void countsContainersWithWork() throws NotARecordException {
        assertThat(look().containers()).isEmpty();
        host.file("/proc/77/cgroup", "0::/lxc.payload.web/init.scope\n");

        assertThat(look().containers()).isEqualTo(OptionalInt.of(1));
    }

    private Situation look() throws NotARecordException {
        HostTree tree = HostTree.recorded(host.root());
        return new SituationReader(tree, new RecordedGuests(tree), ZoneOffset.UTC).look();
    }

    private void process(String... arguments) {
        host.file("/proc/812/comm", "hypervisor\n")
                .file("/proc/812/cmdline", String.join("\0", arguments) + "\0");
    }
}
