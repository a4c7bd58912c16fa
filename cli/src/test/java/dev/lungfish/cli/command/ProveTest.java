package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@NeedsProgram(value = "python3", install = "python3")
class ProveTest {
    private static final String LAPTOP = "laptop-with-everything-fine";
    private static final String CONFIGURATION = "/etc/lungfish/lungfish.toml";

    @TempDir private Path folder;

    @Test
    void provesAWayBackThatIsReliedOnUntilTheKernelIsAnother() throws Exception {
        try (PlayedMachine machine = demanding().play("promised")) {
            assertThat(machine.run("suspend", "mem", "--for", "60s").err())
                    .contains(
                            "no proved way back from suspend-to-ram by rtc0: it was never proved",
                            "lungfish prove mem");
            assertThat(machine.run("doctor").out()).contains("unproved", "it was never proved");

            Told proof = machine.run("prove", "mem");
            assertThat(proof.code()).as(proof.err()).isZero();
            assertThat(proof.err())
                    .contains("proved: the alarm brings the host back from suspend-to-ram");

            assertThat(machine.run("doctor").out())
                    .containsPattern(
                            "suspend-to-ram\\s+rtc\\s+rtc0\\s+proved\\n\\s+at .* down, .* up;"
                                    + " holds");
            assertThat(machine.run("doctor", "--json").out())
                    .contains("\"standing\":\"proved\"", "\"latency\":{\"down\":\"PT");
            assertThat(machine.run("suspend", "mem", "--for", "60s", "--dry-run").out())
                    .contains("the way back was proved at ");

            machine.write("/proc/sys/kernel/osrelease", "9.9.9\n");
            assertThat(machine.run("suspend", "mem", "--for", "60s").err())
                    .contains("the kernel has changed from", "to '9.9.9'");
        }
    }

    @Test
    void refusesAStateWhoseProofFailedWhateverIsConfigured() throws Exception {
        try (PlayedMachine machine = laptop().play("failing")) {
            Told proof = machine.run("prove", "mem");

            assertThat(proof.code()).as(proof.err()).isEqualTo(12);
            assertThat(proof.err()).contains("the proof failed");
            assertThat(machine.run("doctor").out()).containsPattern("rtc0\\s+failed");
            assertThat(machine.run("suspend", "mem", "--for", "60s").err())
                    .contains("refused: no way back from suspend-to-ram: the last proof failed");
        }
    }

    private PlayedMachine laptop() {
        return PlayedMachine.untested(LAPTOP, folder);
    }

    private PlayedMachine demanding() {
        PlayedMachine machine = laptop();
        return machine.write(
                CONFIGURATION, machine.read(CONFIGURATION) + "\nunproved = \"refuse\"\n");
    }
}
