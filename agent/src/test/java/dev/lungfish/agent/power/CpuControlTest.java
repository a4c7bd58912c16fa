package dev.lungfish.agent.power;

import static dev.lungfish.agent.power.ExpectedOutcome.done;
import static dev.lungfish.agent.power.ExpectedOutcome.failed;
import static dev.lungfish.agent.power.ExpectedOutcome.refused;
import static dev.lungfish.agent.power.PlayedSettingFiles.CPU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.power.PowerService.Kind;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.directory.ProcedureLock;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuControlTest {
    private static final String GOVERNOR = "cpufreq/policy%d/scaling_governor";
    private static final String PREFERENCE = "cpufreq/policy%d/energy_performance_preference";
    private static final String HIGHEST = "cpufreq/policy%d/scaling_max_freq";

    @TempDir private Path folder;
    private final PlayedPowerServices services = new PlayedPowerServices();
    private StateDirectory state;
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
        state = new StateDirectory(folder.resolve(name + "-state"), "rwx------");
        control = new CpuControl(files, services, state, () -> Instant.EPOCH);
    }

    @Test
    void setsAProfileAndPutsAllBack() throws Exception {
        assertThat(control.set(PowerProfile.PERFORMANCE, "test"))
                .isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text(GOVERNOR.formatted(3))).isEqualTo("performance");
        assertThat(files.text(PREFERENCE.formatted(3))).isEqualTo("performance");
        assertThat(files.text("cpu3/power/energy_perf_bias")).isEqualTo("0");

        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text(GOVERNOR.formatted(3))).isEqualTo("powersave");
        assertThat(files.text(PREFERENCE.formatted(3))).isEqualTo("balance_performance");
        assertThat(files.text("cpu3/power/energy_perf_bias")).isEqualTo("6");
        assertThat(control.changed()).isEmpty();
    }

    @Test
    void tellsWhatAProfileCouldNotMap() throws Exception {
        assertThat(done(control.set(PowerProfile.POWER_SAVER, "test")).notes())
                .singleElement()
                .extracting(ReasonText::sentence, InstanceOfAssertFactories.STRING)
                .contains("/sys/firmware/acpi/platform_profile does not exist");
    }

    @Test
    void keepsTheOldValuesBeforeItWritesTheFirst() throws Exception {
        files.before(
                GOVERNOR.formatted(0),
                () -> {
                    try {
                        assertThat(control.changed().orElseThrow().values())
                                .anySatisfy(value -> {
                                    assertThat(value.original().path())
                                            .isEqualTo(CPU + PREFERENCE.formatted(0));
                                    assertThat(value.original().wanted())
                                            .isEqualTo("balance_performance");
                                });
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });

        assertThat(set(CpuSetting.GOVERNOR, "performance")).isInstanceOf(CpuOutcome.Done.class);
    }

    @Test
    void putsTheFirstValuesBackAfterSeveralChanges() throws Exception {
        set(CpuSetting.PREFERENCE, "power");
        set(CpuSetting.GOVERNOR, "performance");
        set(CpuSetting.PREFERENCE, "performance");
        control.restore();

        assertThat(files.text(PREFERENCE.formatted(0))).isEqualTo("balance_performance");
        assertThat(files.text(GOVERNOR.formatted(0))).isEqualTo("powersave");
    }

    @Test
    void movesBothLimitsUpAndDownWithoutCrossingThem() throws Exception {
        assertThat(limits("3GHz", "4GHz")).isInstanceOf(CpuOutcome.Done.class);
        assertThat(limits("4.5GHz", "5GHz")).isInstanceOf(CpuOutcome.Done.class);
        assertThat(limits("1GHz", "2GHz")).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text(HIGHEST.formatted(2))).isEqualTo("2000000");
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text("cpufreq/policy2/scaling_min_freq")).isEqualTo("800000");
    }

    @Test
    void undoesAllWhereTheKernelRefusesOne() throws Exception {
        files.refuse(GOVERNOR.formatted(2), "EIO");

        CpuOutcome.Failed failed = failed(set(CpuSetting.GOVERNOR, "performance"));

        assertThat(ReasonText.sentence(failed.why()))
                .isEqualTo(
                        "governor of policy2: write 'performance' to "
                                + CPU
                                + GOVERNOR.formatted(2)
                                + ": EIO; it holds powersave");
        assertThat(failed.leftBehind()).isEmpty();
        assertThat(files.text(GOVERNOR.formatted(0))).isEqualTo("powersave");
        assertThat(files.text(PREFERENCE.formatted(0))).isEqualTo("balance_performance");
        assertThat(control.changed()).isEmpty();
    }

    @Test
    void namesFileWantedAndFoundWhereAValueIsNotHeld() throws Exception {
        files.take(HIGHEST.formatted(1), "2400000");

        CpuOutcome.Failed failed = failed(set(CpuSetting.MAX_FREQUENCY, "2.5GHz"));

        assertThat(ReasonText.sentence(failed.why()))
                .isEqualTo(
                        "max-frequency of policy1: "
                                + CPU
                                + HIGHEST.formatted(1)
                                + " was to hold '2500000', and holds '2400000'");
        assertThat(failed.leftBehind())
                .as("the same kernel does not let it be undone")
                .singleElement()
                .extracting(ReasonText::sentence, InstanceOfAssertFactories.STRING)
                .contains("was to hold '5100000', and holds '2400000'");
        assertThat(control.changed()).as("kept, to be put back later").isPresent();
        assertThat(files.text(HIGHEST.formatted(0))).isEqualTo("5100000");
    }

    @Test
    void leavesAProcessorOutThatGoesWhileItIsSet() throws Exception {
        files.before(GOVERNOR.formatted(3), () -> files.takeOff(3, "0-2"));

        CpuOutcome.Done done = done(set(CpuSetting.GOVERNOR, "performance"));

        assertThat(done.notes())
                .extracting(ReasonText::sentence)
                .containsExactly("policy3 went away while it was set; it is left out");
        assertThat(done.written())
                .extracting("group")
                .containsExactly("policy0", "policy1", "policy2");
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text(GOVERNOR.formatted(0))).isEqualTo("powersave");
    }

    @Test
    void setsAProcessorThatComesMeanwhile() throws Exception {
        host.file(CPU + "online", "0-2\n");
        host.file(CPU + "cpufreq/policy3/affected_cpus", "\n");
        files.before(
                GOVERNOR.formatted(2),
                () -> {
                    host.file(CPU + "online", "0-3\n");
                    host.file(CPU + "cpufreq/policy3/affected_cpus", "3\n");
                });

        assertThat(done(set(CpuSetting.GOVERNOR, "performance")).written())
                .extracting("group")
                .containsExactly("policy0", "policy1", "policy2", "policy3");
    }

    @Test
    void refusesWhatTheKernelDoesNotOfferAndWritesNothing() throws Exception {
        assertThat(refused(set(CpuSetting.GOVERNOR, "schedutil")))
                .isEqualTo(
                        "governor 'schedutil' of policy0: the kernel offers performance, powersave"
                                + " ("
                                + CPU
                                + "cpufreq/policy0/scaling_available_governors)");
        assertThat(refused(set(CpuSetting.LATENCY, "soon"))).contains("microseconds");
        assertThat(refused(set(CpuSetting.DISABLE_IDLE, "C9"))).contains("POLL, C1, C1E, C6");
        assertThat(refused(set(CpuSetting.MODE, "guided"))).contains("active, passive");
        assertThat(refused(limits("3GHz", "2GHz"))).contains("above the highest");
        assertThat(refused(limits("3GHz", "9GHz"))).contains("the hardware goes from 800 MHz to");
        assertThat(refused(limits("fast", "2GHz"))).contains("'fast': lowest, highest");
        assertThat(
                        refused(
                                control.set(
                                        new CpuSettingRequest(
                                                Map.of(CpuSetting.BIAS, "0"),
                                                Optional.of(CpuSet.of(0, 9))),
                                        "test")))
                .contains("processors 9 are not online");
        assertThat(files.written()).isEmpty();
    }

    @Test
    void setsIdleStatesAndLatencyOfSomeProcessors() throws Exception {
        CpuSettingRequest request =
                new CpuSettingRequest(
                        Map.of(CpuSetting.DISABLE_IDLE, "C1E,C6", CpuSetting.LATENCY, "50us"),
                        Optional.of(CpuSet.of(1, 2)));

        assertThat(done(control.set(request, "test")).written())
                .extracting("group")
                .containsOnly("cpu1", "cpu2");
        assertThat(files.text("cpu1/cpuidle/state3/disable")).isEqualTo("1");
        assertThat(files.text("cpu0/cpuidle/state3/disable")).isEqualTo("0");
        assertThat(files.text("cpu2/power/pm_qos_resume_latency_us")).isEqualTo("50");
    }

    @Test
    void refusesAPartOfAGroup() throws Exception {
        play("server-with-acpi-cpufreq", "opteron");

        assertThat(
                        refused(
                                control.set(
                                        new CpuSettingRequest(
                                                Map.of(CpuSetting.GOVERNOR, "performance"),
                                                Optional.of(CpuSet.of(0, 2, 3))),
                                        "test")))
                .contains("processors 0-1 share policy0");
    }

    @Test
    void leavesToOthersWhatTheyHaveSetSince() throws Exception {
        set(CpuSetting.PREFERENCE, "power");
        host.file(CPU + PREFERENCE.formatted(1), "balance_power\n");

        assertThat(done(control.restore()).notes())
                .singleElement()
                .extracting(ReasonText::sentence, InstanceOfAssertFactories.STRING)
                .contains("policy1/energy_performance_preference holds 'balance_power'");
        assertThat(files.text(PREFERENCE.formatted(0))).isEqualTo("balance_performance");
        assertThat(files.text(PREFERENCE.formatted(1))).isEqualTo("balance_power");
    }

    @Test
    void putsBackWhatARunLeftThatWasKilledInBetween() throws Exception {
        files.before(
                GOVERNOR.formatted(2),
                () -> {
                    throw new IllegalStateException("killed");
                });
        try {
            set(CpuSetting.GOVERNOR, "performance");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("killed");
        }
        assertThat(files.text(GOVERNOR.formatted(1))).isEqualTo("performance");

        assertThat(new CpuControl(files, services, state, () -> Instant.EPOCH).restore())
                .isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.text(GOVERNOR.formatted(1))).isEqualTo("powersave");
    }

    @Test
    void forgetsWhatAnEarlierBootHad() throws Exception {
        host.file("/proc/sys/kernel/random/boot_id", "one\n");
        set(CpuSetting.PREFERENCE, "power");
        host.file("/proc/sys/kernel/random/boot_id", "two\n");

        assertThat(done(control.restore()).notes())
                .containsExactly(new CpuChangeReason.NothingChanged());
        assertThat(files.text(PREFERENCE.formatted(0))).isEqualTo("power");
    }

    @Test
    void setsNothingWhileTheHostIsPutToSleep() throws Exception {
        state.create();
        try (ProcedureLock _ = ProcedureLock.tryTake(state).orElseThrow()) {
            assertThat(refused(set(CpuSetting.PREFERENCE, "power"))).contains("put to sleep");
        }
        assertThat(files.written()).isEmpty();
    }

    @Test
    void doesNotFightTheServiceThatRules() throws Exception {
        services.run(Kind.TUNED, "virtual-host");

        assertThat(refused(set(CpuSetting.PREFERENCE, "power")))
                .contains("tuned (profile virtual-host) rules");
        assertThat(refused(control.set(PowerProfile.BALANCED.with("mine", Map.of()), "test")))
                .contains("knows no profile 'mine'");
        assertThat(done(control.set(PowerProfile.POWER_SAVER, "test")).notes())
                .extracting(ReasonText::sentence)
                .containsExactly("set through tuned: powersave");
        assertThat(services.profile(Kind.TUNED)).isEqualTo("powersave");
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(services.profile(Kind.TUNED)).isEqualTo("virtual-host");
        assertThat(files.written()).isEmpty();
    }

    /// Debian 13 under load: what a silent service holds is not known, which changes nothing and
    /// forgets nothing.
    @Test
    void keepsTheOldProfileWhileTheServiceDoesNotAnswer() throws Exception {
        services.run(Kind.TUNED, "virtual-host");
        var _ = done(control.set(PowerProfile.POWER_SAVER, "test"));
        services.beSilent(true);

        assertThat(control.restore())
                .isInstanceOfSatisfying(
                        CpuOutcome.Failed.class,
                        failed ->
                                assertThat(failed.leftBehind())
                                        .extracting(ReasonText::sentence)
                                        .singleElement()
                                        .asString()
                                        .contains("tried twice"));
        assertThat(services.profile(Kind.TUNED)).isEqualTo("powersave");
        services.beSilent(false);

        var _ = done(control.restore());
        assertThat(services.profile(Kind.TUNED)).isEqualTo("virtual-host");
    }

    @Test
    void seesThatAServiceDidNotTakeAProfile() throws Exception {
        services.run(Kind.POWER_PROFILES_DAEMON, "balanced");
        services.beDeaf();

        assertThat(ReasonText.sentence(failed(control.set(PowerProfile.PERFORMANCE, "test")).why()))
                .isEqualTo("power-profiles-daemon was to hold 'performance', and holds 'balanced'");
    }

    private CpuOutcome set(CpuSetting setting, String value) throws Exception {
        return control.set(CpuSettingRequest.of(Map.of(setting, value)), "test");
    }

    private CpuOutcome limits(String lowest, String highest) throws Exception {
        return control.set(
                CpuSettingRequest.of(
                        Map.of(
                                CpuSetting.MIN_FREQUENCY,
                                lowest,
                                CpuSetting.MAX_FREQUENCY,
                                highest)),
                "test");
    }
}
