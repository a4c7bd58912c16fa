package dev.lungfish.core.power;

import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.Power.Watts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the processors did between two readings.
///
/// @param frequencies of each group now, by its name
/// @param residency the share of the time, from 0 to 1, that the processors were in each idle
///   state, by its name; of those that were online at both times
/// @param watts by the label of the zone
public record CpuActivity(
        Map<String, Frequency> frequencies,
        Map<String, Double> residency,
        Map<String, Watts> watts) {

    /// Compares two readings.
    ///
    /// @param elapsed between the two, awake
    public static CpuActivity between(CpuReadings before, CpuReadings after, Duration elapsed) {
        Map<String, Frequency> frequencies = new LinkedHashMap<>();
        for (FrequencyPolicy group : after.groups()) {
            group.current().toOptional().ifPresent(now -> frequencies.put(group.name(), now));
        }
        return new CpuActivity(
                frequencies,
                residency(before, after, elapsed),
                watts(before.powerZones(), after.powerZones(), elapsed));
    }

    /// The power of each zone that was read at both times.
    public static Map<String, Watts> watts(
            List<PowerZone> before, List<PowerZone> after, Duration elapsed) {
        Map<String, Watts> watts = new LinkedHashMap<>();
        for (PowerZone zone : after) {
            before.stream()
                    .filter(earlier -> earlier.id().equals(zone.id()))
                    .findFirst()
                    .flatMap(earlier -> watts(earlier, zone, elapsed))
                    .ifPresent(power -> watts.put(zone.label(), power));
        }
        return watts;
    }

    private static Optional<Watts> watts(PowerZone before, PowerZone after, Duration elapsed) {
        Optional<Energy> earlier = before.energy().toOptional();
        Optional<Energy> later = after.energy().toOptional();
        Energy range = after.range().toOptional().orElse(new Energy(0));
        return earlier.isEmpty() || later.isEmpty()
                ? Optional.empty()
                : later.get().since(earlier.get(), range, elapsed);
    }

    private static Map<String, Double> residency(
            CpuReadings before, CpuReadings after, Duration elapsed) {
        Map<String, Duration> times = new LinkedHashMap<>();
        int counted = 0;
        for (Processor processor : after.processors()) {
            Optional<Processor> earlier =
                    before.processors().stream()
                            .filter(one -> one.number() == processor.number())
                            .findFirst();
            if (earlier.isPresent()) {
                counted++;
                add(earlier.get(), processor, times);
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        double whole = (double) elapsed.toNanos() * counted;
        if (whole > 0) {
            times.forEach((name, time) -> shares.put(name, Math.min(1.0, time.toNanos() / whole)));
        }
        return shares;
    }

    private static void add(Processor before, Processor after, Map<String, Duration> times) {
        for (IdleState state : after.idleStates().toOptional().orElse(List.of())) {
            Optional<String> name = state.name().toOptional();
            Optional<Duration> earlier =
                    before.idleStates().toOptional().orElse(List.of()).stream()
                            .filter(one -> name.isPresent() && one.isCalled(name.get()))
                            .findFirst()
                            .flatMap(one -> one.time().toOptional());
            Optional<Duration> later = state.time().toOptional();
            if (name.isPresent() && earlier.isPresent() && later.isPresent()) {
                Duration in = later.get().minus(earlier.get());
                times.merge(name.get(), in.isNegative() ? Duration.ZERO : in, Duration::plus);
            }
        }
    }
}
