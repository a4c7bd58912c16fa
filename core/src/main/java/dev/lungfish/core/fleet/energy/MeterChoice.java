package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which meters of a host count: one that measures all of it; else its counter of the platform;
/// else those of its processors and their memory. Where one of these can't be read, none counts: a
/// sum that lacks something would be taken for less.
public final class MeterChoice {
    /// The zones that stand at the top. Those of `intel-rapl-mmio` count the same once more.
    private static final Pattern TOP = Pattern.compile("intel-rapl:\\d+");

    private static final String PLATFORM = "psys";
    private static final String MEMORY = "dram";
    private static final String PACKAGE = "package";

    private MeterChoice() {}

    /// One sensor of power.
    ///
    /// @param driver the name of its device: `power_meter`
    /// @param label what the driver calls it
    /// @param microwatts what it shows
    public record PowerSensor(String driver, Optional<String> label, Reading<Long> microwatts) {
        /// Whether it measures the whole host.
        ///
        /// **Source:** Linux `Documentation/hwmon/acpi_power_meter.rst` (its device is named
        /// `power_meter`); OPAL's `hw/occ-sensor.c` (`PWRSYS` is labelled `System`), read through
        /// `ibmpowernv`, and `Documentation/hwmon/occ.rst` (`system`). Sensors of power supplies,
        /// of graphics cards, drives and of parts of a board (as `xgene`'s) measure something else.
        boolean isOfHost() {
            return driver.equals("power_meter")
                    || ((driver.equals("ibmpowernv") || driver.startsWith("occ"))
                            && label.filter(word -> word.equalsIgnoreCase("System")).isPresent());
        }
    }

    /// The meters that count; empty where nothing is measured, or can't be read.
    ///
    /// @param zones what counts energy
    /// @param sensors what shows power
    public static Optional<HostMeters> of(List<PowerZone> zones, List<PowerSensor> sensors) {
        return ofHost(sensors).or(() -> ofPlatform(zones)).or(() -> ofProcessors(zones));
    }

    /// Several may measure the same, or each a part: then none is known to measure all.
    private static Optional<HostMeters> ofHost(List<PowerSensor> sensors) {
        List<PowerSensor> whole = sensors.stream().filter(PowerSensor::isOfHost).toList();
        if (whole.size() != 1) {
            return Optional.empty();
        }
        PowerSensor meter = whole.getFirst();
        return meter.microwatts()
                .toOptional()
                .map(power ->
                        new HostMeters(
                                MeterScope.WHOLE,
                                "hwmon %s".formatted(meter.driver()),
                                List.of(new MeterValue.Draw(meter.microwatts().source(), power))));
    }

    /// What the platform is, is up to whoever made the board, so it is taken for a part.
    ///
    /// **Source:** Intel SDM volume 3, "RAPL Domains": the scope of the platform domain depends on
    /// the board.
    private static Optional<HostMeters> ofPlatform(List<PowerZone> zones) {
        return sum(top(zones).stream().filter(zone -> isCalled(zone, PLATFORM)).toList());
    }

    /// Packages, and their memory, which they don't contain. Cores and graphics are parts of a
    /// package.
    ///
    /// **Source:** Linux `Documentation/power/powercap/powercap.rst`; Intel SDM volume 3, "RAPL
    /// Domains".
    private static Optional<HostMeters> ofProcessors(List<PowerZone> zones) {
        List<PowerZone> counted = new ArrayList<>();
        for (PowerZone zone : top(zones)) {
            if (isCalled(zone, PACKAGE)) {
                counted.add(zone);
                zones.stream()
                        .filter(part -> part.id().startsWith(zone.id() + ":"))
                        .filter(part -> isCalled(part, MEMORY))
                        .forEach(counted::add);
            }
        }
        return sum(counted);
    }

    private static List<PowerZone> top(List<PowerZone> zones) {
        return zones.stream().filter(zone -> TOP.matcher(zone.id()).matches()).toList();
    }

    private static boolean isCalled(PowerZone zone, String word) {
        return zone.name()
                .toOptional()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(word))
                .isPresent();
    }

    private static Optional<HostMeters> sum(List<PowerZone> zones) {
        List<MeterValue> counters = new ArrayList<>();
        for (PowerZone zone : zones) {
            zone.energy()
                    .toOptional()
                    .flatMap(energy ->
                            zone.range()
                                    .toOptional()
                                    .map(range ->
                                            new MeterValue.Counter(
                                                    zone.energy().source(),
                                                    energy.microjoules(),
                                                    range.microjoules())))
                    .ifPresent(counters::add);
        }
        if (counters.isEmpty() || counters.size() != zones.size()) {
            return Optional.empty();
        }
        return Optional.of(
                new HostMeters(
                        MeterScope.PART,
                        zones.stream()
                                .map(PowerZone::label)
                                .collect(Collectors.joining(", ", "RAPL ", "")),
                        counters));
    }
}
