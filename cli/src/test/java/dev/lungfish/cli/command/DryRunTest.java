package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A dry run shows what would be done, and leaves every file as it was.
class DryRunTest {
    @TempDir private Path folder;
    private PlayedMachine machine;
    private List<String> before;

    @BeforeEach
    void copy() {
        machine = PlayedMachine.untested("laptop-with-fast-and-frugal-cores", folder);
        before = machine.snapshot();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu set --boost off --dry-run",
                "cpu profile power-saver --dry-run",
                "cpu restore --dry-run",
                "cpu set --governor ondemand --dry-run",
                "prove mem --dry-run",
                "suspend mem --for 1h --dry-run",
                "wake 52:54:00:12:34:56 --dry-run --wait 0s",
                "wol --restore --dry-run"
            })
    void changesNothing(String line) {
        Told told = machine.run(line.split(" ", -1));

        assertThat(told.code()).as(told.err()).isNotEqualTo(2);
        assertThat(machine.snapshot()).isEqualTo(before);
    }

    @Test
    void showsWhatAProfileWouldSet() {
        assertThat(machine.run("cpu", "profile", "power-saver", "--dry-run").out())
                .startsWith("Nothing was written. Would hold:\n  ")
                .contains("preference power: policy0");
        assertThat(machine.run("cpu", "profile", "power-saver", "--dry-run", "--json").out())
                .contains("\"schema\":\"lungfish.cpu-set/1\",\"kind\":\"would-do\"");
        assertThat(machine.run("cpu", "set", "--governor", "ondemand", "--dry-run"))
                .satisfies(told -> {
                    assertThat(told.code()).isEqualTo(10);
                    assertThat(told.err()).contains("governor 'ondemand' of policy0");
                });
    }

    @Test
    void listsProfilesAndTellsWhichIsActiveAndWhetherItHolds() {
        assertThat(machine.run("cpu", "list").out())
                .contains("  performance ", "  balanced ", "  power-saver ", "governor=");
        assertThat(machine.run("cpu", "active").out()).contains("nothing is set by Lungfish");
        assertThat(machine.run("cpu", "verify").code()).isZero();

        assertThat(machine.run("cpu", "profile", "power-saver").code()).isZero();
        assertThat(machine.run("cpu", "list").out()).contains("* power-saver ");
        assertThat(machine.run("cpu", "active").out()).startsWith("profile power-saver, set at ");
        assertThat(machine.run("cpu", "active", "--json").out())
                .contains("\"profile\":\"power-saver\"");
        assertThat(machine.run("cpu", "verify").out()).contains("all of it holds");

        machine.write(
                "/sys/devices/system/cpu/cpufreq/policy0/energy_performance_preference",
                "performance\n");
        Told told = machine.run("cpu", "verify");
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out())
                .contains("not all of it holds", "energy_performance_preference is performance");
        assertThat(machine.run("cpu", "verify", "--json").out())
                .contains("\"holds\":false", "\"code\":\"value-changed-since\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "list", "active", "verify", "set", "profile", "restore"})
    void helpsWithEachActionOfItsOwn(String action) {
        Invocation help = Invocation.of("cpu", action, "--help");

        assertThat(help.code()).isEqualTo(ExitCode.OK);
        assertThat(help.out()).startsWith("Usage: lungfish cpu " + action + " ");
        assertThat(help.out().contains("--governor")).isEqualTo(action.equals("set"));
        assertThat(Invocation.of("cpu", "--help").out()).contains("  " + action + " ");
        assertThat(Invocation.of("help", "cpu", action)).isEqualTo(help);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu --every 2s",
                "cpu --samples 2",
                "cpu --xml --json",
                "cpu --watch --xml",
                "cpu --xml set --boost on",
                "cpu show --governor performance",
                "cpu profile power-saver --boost on",
                "cpu set --cpus 0-3",
                "wol --dry-run"
            })
    void refusesOptionsWithoutEffect(String line) {
        Told told = machine.run(line.split(" ", -1));

        assertThat(told.code()).isEqualTo(2);
        assertThat(machine.snapshot()).isEqualTo(before);
    }
}
