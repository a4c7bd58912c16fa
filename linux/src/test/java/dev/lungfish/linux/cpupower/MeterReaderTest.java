package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.energy.HostMeters;
import dev.lungfish.core.fleet.energy.MeterScope;
import dev.lungfish.core.fleet.energy.MeterValue;
import dev.lungfish.linux.record.Recorder;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterReaderTest {
    private static final String ZONES = "/sys/class/powercap/";
    private static final String HWMON = "/sys/class/hwmon/";

    @TempDir private Path folder;

    private static Optional<HostMeters> read(Path root) {
        try {
            return new MeterReader(HostTree.recorded(root)).read();
        } catch (NotARecordException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<HostMeters> read(String machine) {
        return read(RecordedMachines.named(machine).path());
    }

    private Path host() {
        return folder.resolve("host");
    }

    private HostFiles copyOf(String machine) {
        return HostFiles.copyOf(RecordedMachines.named(machine), host());
    }

    @Test
    void addsPackagesAndTheirMemoryAndCallsThatAPart() {
        HostMeters meters = read("server-with-rapl-in-two-packages").orElseThrow();

        assertThat(meters.scope()).isEqualTo(MeterScope.PART);
        assertThat(meters.source())
                .isEqualTo("RAPL package-0, package-0/dram, package-1, package-1/dram");
        assertThat(meters.values())
                .contains(
                        new MeterValue.Counter(
                                ZONES + "intel-rapl:0/energy_uj",
                                123_456_789_012L,
                                262_143_328_850L))
                .hasSize(4);
    }

    @Test
    void takesAMeterOfTheWholeHostAloneAndNoSensorOfAPart() {
        assertThat(read("server-with-acpi-power-meter"))
                .contains(
                        new HostMeters(
                                MeterScope.WHOLE,
                                "hwmon power_meter",
                                List.of(
                                        new MeterValue.Draw(
                                                HWMON + "hwmon0/power1_average", 187_000_000))));
    }

    @Test
    void takesTheWholeSystemOfAPowerServer() {
        HostFiles host = copyOf("server-with-amd-pstate-guided");
        host.file(HWMON + "hwmon3/name", "ibmpowernv\n")
                .file(HWMON + "hwmon3/power1_input", "60000000\n")
                .file(HWMON + "hwmon3/power1_label", "Fan\n")
                .file(HWMON + "hwmon3/power2_input", "412000000\n")
                .file(HWMON + "hwmon3/power2_label", "System\n");

        assertThat(read(host()).orElseThrow().values())
                .containsExactly(new MeterValue.Draw(HWMON + "hwmon3/power2_input", 412_000_000));
    }

    @Test
    void takesNoneOfTwoMetersThatMayMeasureTheSame() {
        HostFiles host = copyOf("server-with-rapl-in-two-packages");
        for (String device : List.of("hwmon0", "hwmon1")) {
            host.file(HWMON + device + "/name", "power_meter\n")
                    .file(HWMON + device + "/power1_average", "187000000\n");
        }

        assertThat(read(host()).orElseThrow().scope()).isEqualTo(MeterScope.PART);
    }

    @Test
    void prefersThePlatformToItsParts() {
        HostFiles host = copyOf("server-with-rapl-in-two-packages");
        host.file(ZONES + "intel-rapl:2/name", "psys\n")
                .file(ZONES + "intel-rapl:2/energy_uj", "77\n")
                .file(ZONES + "intel-rapl:2/max_energy_range_uj", "262143328850\n");

        assertThat(read(host()).orElseThrow())
                .isEqualTo(
                        new HostMeters(
                                MeterScope.PART,
                                "RAPL psys",
                                List.of(
                                        new MeterValue.Counter(
                                                ZONES + "intel-rapl:2/energy_uj",
                                                77,
                                                262_143_328_850L))));
    }

    @Test
    void countsAPackageOnceAlsoWhereTheKernelListsItTwice() {
        HostFiles host = copyOf("server-with-rapl-in-two-packages");
        host.file(ZONES + "intel-rapl-mmio:0/name", "package-0\n")
                .file(ZONES + "intel-rapl-mmio:0/energy_uj", "123456789012\n")
                .file(ZONES + "intel-rapl-mmio:0/max_energy_range_uj", "262143328850\n")
                .file(ZONES + "intel-rapl:0:1/name", "core\n")
                .file(ZONES + "intel-rapl:0:1/energy_uj", "5\n")
                .file(ZONES + "intel-rapl:0:1/max_energy_range_uj", "262143328850\n");

        assertThat(read(host()).orElseThrow().values()).hasSize(4);
    }

    @Test
    void knowsNothingWhereOneOfTheCountersCannotBeRead() {
        HostFiles host = copyOf("server-with-rapl-in-two-packages");
        host.file(ZONES + "intel-rapl:1/energy_uj", "lots\n");

        assertThat(read(host())).isEmpty();
        assertThat(read("virtual-machine-without-cpu-power")).isEmpty();
    }

    @Test
    void aRecordHasWhatTheMetersNeed() throws Exception {
        Path copy = folder.resolve("copy");
        new Recorder(
                        HostTree.recorded(
                                RecordedMachines.named("server-with-acpi-power-meter").path()))
                .record(copy);

        assertThat(read(copy)).isEqualTo(read("server-with-acpi-power-meter"));
    }
}
