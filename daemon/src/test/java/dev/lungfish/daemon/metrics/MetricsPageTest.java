package dev.lungfish.daemon.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.api.CpuReport;
import dev.lungfish.core.power.Power.Watts;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.journal.SleepTotals;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
    @TempDir private Path folder;

    @Test
    void writesWhatPrometheusReads() throws Exception {
        assertThat(page("server-with-rapl-in-two-packages"))
                .contains("# TYPE lungfish_cpu_frequency_hertz gauge\n")
                .contains("lungfish_cpu_frequency_hertz{group=\"policy3\"} 2.6E9\n")
                .contains("# TYPE lungfish_cpu_idle_seconds_total counter\n")
                .contains("lungfish_cpu_idle_seconds_total{cpu=\"0\",state=\"C6\"} 5.0\n")
                .contains("lungfish_energy_joules_total{zone=\"package-1/dram\"} 65535.75\n")
                .contains("lungfish_power_watts{zone=\"package-0\"} 81.5\n")
                .contains("lungfish_asleep_seconds_total 0.0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server-with-rapl-in-two-packages",
                "server-with-intel-pstate-active",
                "virtual-machine-without-cpu-power"
            })
    @NeedsProgram(value = "promtool", install = "prometheus")
    void satisfiesPrometheusOwnCheck(String machine) throws Exception {
        Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.getOutputStream()) {
            in.write(page(machine).getBytes(UTF_8));
        }

        assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private String page(String machine) throws Exception {
        CpuReport read =
                ObservedHost.open(
                                Optional.of(RecordedMachines.named(machine).path()),
                                Optional.empty())
                        .cpu(new StateDirectory(folder, "rwx------"))
                        .report();
        CpuReport measured =
                new CpuReport(
                        read.readings(),
                        read.services(),
                        Map.of("package-0", new Watts(81.5)),
                        read.changed());
        return new String(MetricsPage.write(measured, SleepTotals.NONE, Optional.empty()), UTF_8);
    }
}
