package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.fleet.energy.HostMeters;
import dev.lungfish.core.fleet.energy.MeterChoice;
import dev.lungfish.core.fleet.energy.MeterChoice.PowerSensor;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what the kernel measures of the power of a host, afresh each time.
///
/// **Source:** Linux `Documentation/hwmon/sysfs-interface.rst`, and that of [CpuPowerReader]. A
/// device has its driver's name in `name`; `power*_average` is the mean over a time, which says
/// more than `power*_input`, and both are microwatts.
public final class MeterReader {
    private static final String HWMON = "/sys/class/hwmon";

    /// Devices, and sensors of each, that are looked at.
    private static final int MOST = 1024;

    private final HostTree tree;
    private final CpuPowerReader processors;

    public MeterReader(HostTree tree) {
        this.tree = tree;
        processors = new CpuPowerReader(tree, LatencyDevice.toLookAt(tree));
    }

    /// The meters that count; empty where there is none, or it can't be read.
    public Optional<HostMeters> read() {
        return MeterChoice.of(
                processors.zones().toOptional().orElse(List.<PowerZone>of()), sensors());
    }

    /// The sensors of power of all devices.
    List<PowerSensor> sensors() {
        List<PowerSensor> sensors = new ArrayList<>();
        for (String device : some(HWMON)) {
            String folder = HWMON + "/" + device;
            Optional<String> driver = tree.line(folder + "/name").toOptional();
            if (driver.isPresent()) {
                sensors(folder, driver.get(), sensors);
            }
        }
        return sensors;
    }

    private void sensors(String folder, String driver, List<PowerSensor> sensors) {
        List<String> files = some(folder);
        for (String file : files) {
            String sensor = file.replaceFirst("_.*", "");
            boolean average = file.matches("power\\d{1,4}_average");
            boolean only =
                    file.matches("power\\d{1,4}_input") && !files.contains(sensor + "_average");
            if (average || only) {
                Reading<Long> power = tree.number(folder + "/" + file, 0, Long.MAX_VALUE);
                sensors.add(
                        new PowerSensor(
                                driver,
                                tree.line(folder + "/" + sensor + "_label").toOptional(),
                                power));
            }
        }
    }

    private List<String> some(String folder) {
        return tree.children(folder).toOptional().orElse(List.of()).stream().limit(MOST).toList();
    }
}
