package dev.lungfish.agent.power;

import static dev.lungfish.agent.power.ExpectedOutcome.done;
import static dev.lungfish.agent.power.ExpectedOutcome.failed;
import static dev.lungfish.agent.power.ExpectedOutcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.cpupower.HostSettingFiles;
import dev.lungfish.linux.cpupower.LatencyDevice;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What bounds the whole host: the power of its packages, and its latency.
class PowerLimitTest {
    private static final String ZONES = "/sys/class/powercap/";

    @TempDir private Path folder;
    private HostFiles host;
    private PlayedSettingFiles files;
    private StateDirectory state;
    private CpuControl control;

    @BeforeEach
    void copyAServer() throws IOException {
        host =
                HostFiles.copyOf(
                        RecordedMachines.named("server-with-rapl-in-two-packages"),
                        folder.resolve("host"));
        files = new PlayedSettingFiles(host);
        state = new StateDirectory(folder.resolve("state"), "rwx------");
        control = new CpuControl(files, new PlayedPowerServices(), state, () -> Instant.EPOCH);
    }

    @Test
    void limitsThePowerOfPackagesAsFarAsTheHardwareCounts() throws Exception {
        CpuSettingRequest request =
                CpuSettingRequest.of(
                        Map.of(
                                CpuSetting.POWER_LIMIT,
                                "120.2W,package-1:short_term=180W",
                                CpuSetting.POWER_WINDOW,
                                "package-0=10s"));

        assertThat(done(control.set(request, "test")).written())
                .extracting(change -> change.setting().spelling() + " " + change.group())
                .containsExactly(
                        "power-limit package-0",
                        "power-limit package-1",
                        "power-limit package-1",
                        "power-window package-0");
        assertThat(zone("intel-rapl:0/constraint_0_power_limit_uw")).isEqualTo("120125000");
        assertThat(zone("intel-rapl:0/constraint_0_time_window_us")).isEqualTo("9994240");
        assertThat(zone("intel-rapl:1/constraint_1_power_limit_uw")).isEqualTo("180000000");

        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(zone("intel-rapl:0/constraint_0_power_limit_uw")).isEqualTo("165000000");
        assertThat(zone("intel-rapl:0/constraint_0_time_window_us")).isEqualTo("27983872");
        assertThat(zone("intel-rapl:1/constraint_1_power_limit_uw")).isEqualTo("198000000");
    }

    @Test
    void refusesAPowerThatNoZoneTakes() throws Exception {
        assertThat(refused(set(CpuSetting.POWER_LIMIT, "170W")))
                .contains(
                        "power-limit of package-0: 170 W is more than 165 W, the most that"
                                + " /sys/class/powercap/intel-rapl:0/constraint_0_max_power_uw");
        assertThat(refused(set(CpuSetting.POWER_LIMIT, "package-0:peak_power=90W")))
                .contains("no constraint 'peak_power'; it has long_term, short_term");
        assertThat(refused(set(CpuSetting.POWER_LIMIT, "package-7=90W")))
                .contains("no zone 'package-7'", "package-1/dram");
        assertThat(refused(set(CpuSetting.POWER_LIMIT, "package-0/dram=20W")))
                .contains("intel-rapl:0:0/enabled holds 0; write 1 there first");
        assertThat(refused(set(CpuSetting.POWER_LIMIT, "much"))).contains("a power like 65W");
        assertThat(refused(set(CpuSetting.POWER_LIMIT, "package-0:short_term=highest")))
                .contains("how much is the most is not known");
        assertThat(files.written()).isEmpty();
    }

    @Test
    void seesThatTheHardwareKeepsItsLimit() throws Exception {
        files.takeAt(ZONES + "intel-rapl:1/constraint_0_power_limit_uw", "165000000");

        assertThat(ReasonText.sentence(failed(set(CpuSetting.POWER_LIMIT, "100W")).why()))
                .isEqualTo(
                        "power-limit of package-1: "
                                + ZONES
                                + "intel-rapl:1/constraint_0_power_limit_uw was to hold"
                                + " '100000000', and holds '165000000'");
        assertThat(zone("intel-rapl:0/constraint_0_power_limit_uw"))
                .as("undone")
                .isEqualTo("165000000");
    }

    @Test
    void asksForALatencyOfTheWholeHostUntilItIsRestored() throws Exception {
        assertThat(set(CpuSetting.HOST_LATENCY, "50us")).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.read().hostLatency().held()).isEqualTo("50");
        assertThat(files.read().hostLatency().strictest().toOptional())
                .contains(Duration.ofNanos(50_000));
        assertThat(control.restore()).isInstanceOf(CpuOutcome.Done.class);
        assertThat(files.read().hostLatency().held()).isEqualTo("none");
    }

    @Test
    void asksForNoLatencyWhereNobodyLivesOnToHoldIt() throws Exception {
        HostTree tree = HostTree.recorded(host.root());
        control =
                new CpuControl(
                        new HostSettingFiles(tree, LatencyDevice.toLookAt(tree)),
                        new PlayedPowerServices(),
                        state,
                        () -> Instant.EPOCH);

        assertThat(refused(set(CpuSetting.HOST_LATENCY, "50us")))
                .contains("holds only as long as a process keeps", "lungfish daemon");
    }

    private String zone(String file) {
        return host.text(ZONES + file).strip();
    }

    private CpuOutcome set(CpuSetting setting, String value) throws Exception {
        return control.set(CpuSettingRequest.of(Map.of(setting, value)), "test");
    }
}
