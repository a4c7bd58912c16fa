package dev.lungfish.agent.power;

import static dev.lungfish.agent.power.ExpectedOutcome.done;
import static dev.lungfish.agent.power.ExpectedOutcome.failed;
import static dev.lungfish.agent.power.ExpectedOutcome.refused;
import static dev.lungfish.agent.power.PlayedSettingFiles.CPU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakenPartTest {
    private static final String GOVERNOR = "cpufreq/policy%d/scaling_governor";
    private static final String PREFERENCE = "cpufreq/policy%d/energy_performance_preference";

    @TempDir private Path folder;
    private HostFiles host;
    private PlayedSettingFiles files;
    private CpuControl control;

    @BeforeEach
    void copyAServer() throws IOException {
        play("server-with-intel-pstate-active", "server");
        files.playIntel();
    }

    private void play(String machine, String name) throws IOException {
        host = HostFiles.copyOf(RecordedMachines.named(machine), folder.resolve(name));
        files = new PlayedSettingFiles(host);
        control =
                new CpuControl(
                        files,
                        new PlayedPowerServices(),
                        new StateDirectory(folder.resolve(name + "-state"), "rwx------"),
                        () -> Instant.EPOCH);
    }

    /// AdnanHodzic/auto-cpufreq#81, linrunner/TLP#824: `no_turbo` reads 1, and 0 is refused.
    @ParameterizedTest
    @ValueSource(strings = {"balanced", "performance"})
    void takesTheRestOfAProfileWhereTheFirmwareForbidsTurbo(String name) throws Exception {
        host.file(CPU + "intel_pstate/no_turbo", "1\n");
        files.refuse("intel_pstate/no_turbo", "EPERM");
        PowerProfile profile =
                name.equals("balanced") ? PowerProfile.BALANCED : PowerProfile.PERFORMANCE;

        CpuOutcome.Done done = done(control.set(profile, "test"));

        assertThat(done.notes())
                .extracting(ReasonText::sentence)
                .anySatisfy(note ->
                        assertThat(note)
                                .startsWith("boost is left as it is: turbo is switched off by"));
        assertThat(files.text(PREFERENCE.formatted(3)))
                .isEqualTo(name.equals("balanced") ? "balance_performance" : "performance");
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(ReasonText.sentence(failed(set(CpuSetting.BOOST, "on")).why()))
                .as("asked for by itself, it is all or nothing")
                .contains("EPERM");
    }

    @Test
    void leavesOutAnySettingOfAProfileThatTheKernelRefuses() throws Exception {
        files.refuse(GOVERNOR.formatted(2), "EIO");

        CpuOutcome.Done done = done(control.set(PowerProfile.PERFORMANCE, "test"));

        assertThat(done.notes())
                .extracting(ReasonText::sentence)
                .anySatisfy(note ->
                        assertThat(note).startsWith("governor is left as it is: governor of"));
        assertThat(files.text(GOVERNOR.formatted(0))).isEqualTo("powersave");
        assertThat(files.text(PREFERENCE.formatted(0))).isEqualTo("performance");
        assertThat(done.written()).extracting("setting").doesNotContain(CpuSetting.GOVERNOR);
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text(PREFERENCE.formatted(0))).isEqualTo("balance_performance");
    }

    /// Linux 6.14 `platform_profile_store()`: EINVAL for `custom`, which is among the choices.
    @Test
    void leavesAPlatformProfileAloneThatCanNotBePutBack() throws Exception {
        play("laptop-with-fast-and-frugal-cores", "laptop");
        String file = "/sys/firmware/acpi/platform_profile";
        host.file(file, "custom\n")
                .file(file + "_choices", "low-power balanced performance max-power custom\n");

        assertThat(done(control.set(PowerProfile.POWER_SAVER, "test")).notes())
                .extracting(ReasonText::sentence)
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .startsWith("platform-profile is left as it is")
                                .contains("reads 'custom', which can't be written into it"));
        assertThat(host.text(file)).isEqualTo("custom\n");
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);

        CpuOutcome.Done byName = done(set(CpuSetting.PLATFORM_PROFILE, "low-power"));
        assertThat(byName.notes())
                .extracting(ReasonText::sentence)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("restore can't put it back");
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(host.text(file).strip()).isEqualTo("low-power");
        assertThat(refused(set(CpuSetting.PLATFORM_PROFILE, "custom")))
                .contains("low-power, balanced, performance, max-power");
    }

    private CpuOutcome set(CpuSetting setting, String value) throws Exception {
        return control.set(CpuSettingRequest.of(Map.of(setting, value)), "test");
    }
}
