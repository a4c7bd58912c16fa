package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.power.CpuJudge;
import dev.lungfish.core.power.CpuJudge.CpuVerdict;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.CpuReadings.PowerLimit;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.Frequency;
import dev.lungfish.core.power.FrequencyDriver;
import dev.lungfish.core.power.FrequencyPolicy;
import dev.lungfish.core.power.Power;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.record.Recorder;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuPowerReaderTest {
    private static final String POLICY0 = "/sys/devices/system/cpu/cpufreq/policy0/";

    @TempDir private Path folder;

    /// What has what, as their kernels' documents say.
    @ParameterizedTest
    @CsvSource({
        "server-with-intel-pstate-active, active, INTEL_PSTATE_ACTIVE, true,"
                + " frequency boost preference bias idle latency-limit energy",
        "server-with-intel-pstate-passive, passive, INTEL_PSTATE_PASSIVE, true,"
                + " frequency boost bias idle latency-limit",
        "server-with-amd-pstate-active, active, AMD_PSTATE_ACTIVE, true,"
                + " frequency boost preference idle latency-limit energy",
        "server-with-amd-pstate-passive, passive, AMD_PSTATE, true,"
                + " frequency boost idle latency-limit energy",
        "server-with-amd-pstate-guided, guided, AMD_PSTATE, true,"
                + " frequency boost idle latency-limit energy",
        "server-with-acpi-cpufreq, none, ACPI, true, frequency boost idle latency-limit",
        "arm-server-with-cppc, none, CPPC, false, frequency idle latency-limit",
        "laptop-with-fast-and-frugal-cores, active, INTEL_PSTATE_ACTIVE, true,"
                + " frequency boost preference bias platform-profile idle latency-limit"
                + " host-latency-limit power-limit energy"
    })
    void tellsDriverAndModeAndWhatTheyOffer(
            String machine, String mode, FrequencyDriver driver, boolean boost, String supported) {
        CpuReadings readings = read(machine);

        assertThat(readings.mode().flatMap(Knob::value).orElse("none")).isEqualTo(mode);
        assertThat(readings.groups()).extracting(FrequencyPolicy::knownDriver).containsOnly(driver);
        assertThat(supported(readings)).isEqualTo(supported);
        assertThat(readings.boost().exists() || readings.noTurbo().exists()).isEqualTo(boost);
    }

    @Test
    void findsNoFrequenciesInAVirtualMachine() {
        CpuReadings readings = read("virtual-machine-without-cpu-power");

        assertThat(readings.groups()).isEmpty();
        assertThat(supported(readings)).isEqualTo("idle latency-limit");
        assertThat(verdict(readings, "frequency").support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.sentence(verdict(readings, "frequency").reason().orElseThrow()))
                .contains("virtual machine");
        assertThat(verdict(readings, "frequency").evidence()).isNotEmpty();
    }

    @Test
    void keepsTheBoundsOfFastAndFrugalCoresApart() {
        assertThat(read("laptop-with-fast-and-frugal-cores").groups())
                .extracting(
                        FrequencyPolicy::name,
                        FrequencyPolicy::members,
                        group -> group.hardwareLowest().toOptional().orElseThrow(),
                        group -> group.hardwareHighest().toOptional().orElseThrow())
                .startsWith(tuple("policy0", 0, 400_000, 4_800_000))
                .endsWith(tuple("policy3", 3, 300_000, 3_600_000));
    }

    private static Tuple tuple(String name, int processor, long lowest, long highest) {
        return Tuple.tuple(
                name, CpuSet.of(processor), new Frequency(lowest), new Frequency(highest));
    }

    @Test
    void readsThreadsThatShareAGroup() {
        assertThat(read("server-with-acpi-cpufreq").groups())
                .extracting(FrequencyPolicy::members)
                .containsExactly(CpuSet.of(0, 1), CpuSet.of(2, 3));
    }

    @Test
    void tellsZonesOfTwoPackagesApart() {
        assertThat(read("server-with-rapl-in-two-packages").powerZones())
                .extracting(PowerZone::label)
                .containsExactly("package-0", "package-0/dram", "package-1", "package-1/dram");
    }

    @Test
    void tellsWhatEachZoneMayUse() {
        CpuReadings readings = read("server-with-rapl-in-two-packages");

        assertThat(verdict(readings, "power-limit").support()).isEqualTo(Support.SUPPORTED);
        assertThat(readings.powerZones().getFirst().limits())
                .extracting(
                        limit -> limit.name().found(),
                        limit -> limit.limit().toOptional().orElseThrow(),
                        PowerLimit::highest)
                .containsExactly(
                        Tuple.tuple(
                                "long_term",
                                new Power(165_000_000),
                                Optional.of(new Power(165_000_000))),
                        Tuple.tuple("short_term", new Power(198_000_000), Optional.empty()));
        assertThat(verdict(read("server-with-amd-pstate-active"), "power-limit").support())
                .isEqualTo(Support.UNSUPPORTED);
    }

    @Test
    void tellsTheLatencyLimitOfTheHost() {
        CpuReadings readings = read("server-with-rapl-in-two-packages");

        assertThat(readings.hostLatency().strictest().toOptional()).contains(HostLatency.NONE);
        assertThat(verdict(readings, "host-latency-limit").support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict(read("arm-server-with-cppc"), "host-latency-limit").support())
                .isEqualTo(Support.UNSUPPORTED);
    }

    @Test
    void doesNotKnowWhatItMayNotReadOrUnderstand() {
        HostFiles host = copyOf("server-with-intel-pstate-active");
        host.file("/sys/class/powercap/intel-rapl:0/energy_uj", "lots\n");
        host.file(POLICY0 + "energy_performance_preference", "a\nb\n");
        CpuReadings readings = read(host);

        assertThat(verdict(readings, "energy").support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.sentence(verdict(readings, "energy").reason().orElseThrow()))
                .isEqualTo(
                        "/sys/class/powercap/intel-rapl:0/energy_uj: malformed: a number expected,"
                                + " found 'lots'");
        assertThat(verdict(readings, "preference").support()).isEqualTo(Support.UNKNOWN);
        assertThat(verdict(readings, "frequency").support()).isEqualTo(Support.SUPPORTED);
    }

    @Test
    void leavesAGroupOutWhoseProcessorsAreOffline() {
        HostFiles host = copyOf("server-with-intel-pstate-active");
        host.file("/sys/devices/system/cpu/online", "0-2\n")
                .file("/sys/devices/system/cpu/cpufreq/policy3/affected_cpus", "\n");

        assertThat(read(host).groups())
                .extracting(FrequencyPolicy::name)
                .containsExactly("policy0", "policy1", "policy2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "laptop-with-fast-and-frugal-cores",
                "server-with-amd-pstate-active",
                "server-with-rapl-in-two-packages"
            })
    void readsTheSameOfARecordOfTheHost(String machine) throws Exception {
        HostTree host = HostTree.recorded(RecordedMachines.named(machine).path());
        new Recorder(host).record(folder.resolve("record"));

        assertThat(read(folder.resolve("record"))).isEqualTo(read(machine));
    }

    @Test
    void knowsTheServiceThatRules() throws Exception {
        HostFiles host = copyOf("server-with-intel-pstate-active");
        host.file("/services/tuned/profile", "virtual-host\n");
        PowerServices services = PowerServices.of(HostTree.recorded(host.root()));

        assertThat(services.read())
                .extracting(service -> service.kind().spelling() + " " + service.runs())
                .containsExactly("power-profiles-daemon false", "tuned true");
    }

    private HostFiles copyOf(String machine) {
        return HostFiles.copyOf(RecordedMachines.named(machine), folder.resolve("host"));
    }

    private static CpuReadings read(String machine) {
        return read(RecordedMachines.named(machine).path());
    }

    private static CpuReadings read(HostFiles host) {
        return read(host.root());
    }

    private static CpuReadings read(Path root) {
        try {
            HostTree tree = HostTree.recorded(root);
            return new CpuPowerReader(tree, LatencyDevice.toLookAt(tree)).read();
        } catch (NotARecordException e) {
            throw new AssertionError(e);
        }
    }

    private static String supported(CpuReadings readings) {
        return CpuJudge.judge(readings).stream()
                .filter(verdict -> verdict.support() == Support.SUPPORTED)
                .map(CpuVerdict::name)
                .collect(Collectors.joining(" "));
    }

    private static CpuVerdict verdict(CpuReadings readings, String name) {
        List<CpuVerdict> found =
                CpuJudge.judge(readings).stream()
                        .filter(verdict -> verdict.name().equals(name))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
