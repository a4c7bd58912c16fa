package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.power.PowerService.ProfileMapping;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.RecordedMachines;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the profiles mean to recorded machines, written down from the documents of their drivers.
class ProfileMappingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server-with-intel-pstate-active | performance | boost=on governor=performance"
                        + " max-frequency=highest preference=performance bias=performance"
                        + " | platform-profile",
                "server-with-intel-pstate-active | balanced | boost=on governor=dynamic"
                    + " min-frequency=lowest max-frequency=highest preference=balance_performance"
                    + " bias=normal | platform-profile",
                "server-with-intel-pstate-active | power-saver | boost=off governor=dynamic"
                        + " min-frequency=lowest preference=power bias=power | platform-profile",
                "server-with-intel-pstate-passive | power-saver | boost=off governor=dynamic"
                        + " min-frequency=lowest bias=power | platform-profile preference",
                "server-with-amd-pstate-active | power-saver | boost=off governor=dynamic"
                        + " min-frequency=lowest preference=power | platform-profile bias",
                "server-with-amd-pstate-guided | balanced | boost=on governor=dynamic"
                        + " min-frequency=lowest max-frequency=highest"
                        + " | platform-profile preference bias",
                "server-with-amd-pstate-passive | performance | boost=on governor=performance"
                        + " max-frequency=highest | platform-profile preference bias",
                "server-with-acpi-cpufreq | power-saver | boost=off governor=dynamic"
                        + " min-frequency=lowest | platform-profile preference bias",
                "arm-server-with-cppc | performance | governor=performance max-frequency=highest"
                        + " | platform-profile boost preference bias",
                "laptop-with-fast-and-frugal-cores | power-saver | platform-profile=cool boost=off"
                        + " governor=dynamic min-frequency=lowest preference=power bias=power |",
                "virtual-machine-without-cpu-power | power-saver | | platform-profile boost"
                        + " governor min-frequency preference bias"
            })
    void mapsAProfileToWhatTheHostHas(
            String machine, String profile, String wanted, String unmapped) throws Exception {
        HostTree host = HostTree.recorded(RecordedMachines.named(machine).path());
        ProfileMapping mapping =
                PowerProfile.usual(profile)
                        .orElseThrow()
                        .on(new CpuPowerReader(host, LatencyDevice.toLookAt(host)).read());

        assertThat(
                        mapping.request().values().entrySet().stream()
                                .map(entry -> entry.getKey().spelling() + "=" + entry.getValue())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(wanted == null ? "" : wanted);
        assertThat(
                        mapping.unmapped().stream()
                                .map(reason -> ReasonText.sentence(reason).split("[ :]", -1)[0])
                                .collect(Collectors.joining(" ")))
                .isEqualTo(unmapped == null ? "" : unmapped);
    }
}
