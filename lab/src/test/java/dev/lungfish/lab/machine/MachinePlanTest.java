package dev.lungfish.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachinePlanTest {
    private static final Guest GUEST =
            new Guest(Path.of("vmlinuz"), Path.of("initramfs"), "6.1", Optional.empty(), "parts");

    @Test
    void tellsTheGuestWhichDiskIsWhich() {
        MachinePlan both =
                MachinePlan.of("host").withStateDisk(Path.of("s")).withSwapDisk(Path.of("w"));

        assertThat(kernelLine(both)).endsWith(" lab.state=vda lab.swap=vdb");
        assertThat(kernelLine(MachinePlan.of("host").withSwapDisk(Path.of("w"))))
                .endsWith(" lab.swap=vda");
    }

    @Test
    void givesAWholeDebianMoreMemory() {
        MachinePlan debian =
                MachinePlan.of("host").withSwapDisk(Path.of("w")).withDebianDisk(Path.of("d"));

        assertThat(kernelLine(debian)).endsWith(" lab.swap=vda lab.debian=vdb");
        assertThat(command(debian)).containsSequence("-m", "1024M");
        assertThat(command(MachinePlan.of("host"))).containsSequence("-m", "512M");
    }

    @Test
    void givesTheConsoleTheFirstSerialPortAndTheAgentTheSecond() {
        List<String> command = command(MachinePlan.of("host"));

        assertThat(command)
                .containsSubsequence("-serial", "chardev:console", "-serial", "chardev:agent");
    }

    @Test
    void goesOnFromAMemoryThatItDoesNotChange() {
        List<String> restored = commandWith(false);

        assertThat(restored).containsSequence("-M", "pc,memory-backend=ram");
        assertThat(restored)
                .contains("memory-backend-file,id=ram,size=512M,share=off,mem-path=/memory")
                .containsSubsequence("-incoming", "defer");
        assertThat(commandWith(true))
                .contains("memory-backend-file,id=ram,size=512M,share=on,mem-path=/memory")
                .doesNotContain("-incoming");
    }

    private static List<String> commandWith(boolean kept) {
        return MachinePlan.of("host")
                .command(
                        GUEST,
                        Path.of("/folder"),
                        Path.of("/sockets"),
                        new MachinePlan.Memory(Path.of("/memory"), kept));
    }

    @Test
    void hasTheShapeOfAPlanThatDiffersInNamesPlacesAndPortsAlone() {
        MachinePlan plan = MachinePlan.of("one").withStateDisk(Path.of("/one"));
        MachinePlan same = MachinePlan.of("other").withStateDisk(Path.of("/other"));

        assertThat(plan.withOptions(ForwardedPort.to(7).options()).shape(GUEST))
                .isEqualTo(same.withOptions(ForwardedPort.to(7).options()).shape(GUEST))
                .isNotEqualTo(same.withOptions(ForwardedPort.to(8).options()).shape(GUEST))
                .isNotEqualTo(same.shape(GUEST));
        assertThat(plan.shape(GUEST)).isNotEqualTo(MachinePlan.of("one").shape(GUEST));
    }

    @Test
    void neverTriesToBeFast() {
        assertThat(command(MachinePlan.of("host"))).containsSequence("-M", "pc", "-accel", "tcg");
    }

    private static String kernelLine(MachinePlan plan) {
        List<String> command = command(plan);
        return command.get(command.indexOf("-append") + 1);
    }

    private static List<String> command(MachinePlan plan) {
        return plan.command(GUEST, Path.of("/folder"), Path.of("/sockets"));
    }
}
