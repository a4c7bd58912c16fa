package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Says what a host has to save the power of its processors.
public final class CpuJudge {
    /// Some hundred processors tell nothing that two don't.
    private static final int EVIDENCE = 2;

    private CpuJudge() {}

    /// One verdict for each way, always the same ones in the same order.
    public static List<CpuVerdict> judge(CpuReadings readings) {
        return List.of(
                judge(
                        "frequency",
                        new CpuReason.NoFrequencyControl(),
                        ofGroups(readings, group -> group.governor().set())),
                judge(
                        "boost",
                        new CpuReason.NoBoost(),
                        Stream.concat(
                                        Stream.of(readings.noTurbo().set(), readings.boost().set()),
                                        ofGroups(readings, group -> group.boost().set()).stream())
                                .toList()),
                judge(
                        "preference",
                        new CpuReason.NoEnergyPreference(),
                        ofGroups(readings, group -> group.preference().set())),
                judge(
                        "bias",
                        new CpuReason.NoEnergyBias(),
                        ofProcessors(readings, processor -> processor.bias().set())),
                judge(
                        "platform-profile",
                        new CpuReason.NoPlatformProfile(),
                        List.of(readings.platformProfile().set())),
                judge(
                        "idle",
                        new CpuReason.NoIdleDriver(),
                        ofProcessors(readings, processor -> emptyIsAbsent(processor.idleStates()))),
                judge(
                        "latency-limit",
                        new CpuReason.NoProcessorLatencyLimit(),
                        ofProcessors(readings, processor -> processor.latencyLimit().set())),
                judge(
                        "host-latency-limit",
                        new CpuReason.NoHostLatencyLimit(),
                        List.of(readings.hostLatency().strictest())),
                judge("power-limit", new CpuReason.NoPowerLimit(), ofLimits(readings)),
                judge(
                        "energy",
                        new CpuReason.NoEnergyCounter(),
                        readings.powerZones().isEmpty()
                                ? List.of(emptyIsAbsent(readings.zones()))
                                : readings.powerZones().stream()
                                        .<Reading<?>>map(PowerZone::energy)
                                        .toList()));
    }

    private static List<Reading<?>> ofGroups(
            CpuReadings readings, Function<FrequencyPolicy, Reading<?>> reading) {
        return readings.groups().isEmpty()
                ? List.of(emptyIsAbsent(readings.policies()))
                : readings.groups().stream().<Reading<?>>map(reading).toList();
    }

    private static List<Reading<?>> ofLimits(CpuReadings readings) {
        List<Reading<?>> limits = new ArrayList<>();
        readings.powerZones()
                .forEach(zone -> zone.limits().forEach(limit -> limits.add(limit.limit())));
        return limits.isEmpty() ? List.of(new Reading.Absent<>(readings.zones().source())) : limits;
    }

    private static List<Reading<?>> ofProcessors(
            CpuReadings readings, Function<Processor, Reading<?>> reading) {
        return readings.processors().isEmpty()
                ? List.of(new Reading.Absent<>(readings.online().source()))
                : readings.processors().stream().<Reading<?>>map(reading).toList();
    }

    /// A folder that holds nothing is none.
    private static <T> Reading<?> emptyIsAbsent(Reading<List<T>> reading) {
        return reading instanceof Reading.Present<List<T>> present && present.value().isEmpty()
                ? new Reading.Absent<>(present.source())
                : reading;
    }

    private static CpuVerdict judge(
            String name, CpuReason none, List<? extends Reading<?>> readings) {
        List<Evidence> evidence = new ArrayList<>();
        readings.stream().limit(EVIDENCE).map(Reading::evidence).forEach(evidence::add);
        for (Reading<?> reading : readings) {
            if (reading.broken()) {
                return new CpuVerdict(
                        name,
                        Support.UNKNOWN,
                        Optional.of(
                                new CpuReason.CpuPowerUnreadable(
                                        reading.source(), reading.found())),
                        List.of(reading.evidence()));
            }
        }
        for (Reading<?> reading : readings) {
            if (reading instanceof Reading.Present) {
                return new CpuVerdict(
                        name, Support.SUPPORTED, Optional.empty(), List.of(reading.evidence()));
            }
        }
        return new CpuVerdict(name, Support.UNSUPPORTED, Optional.of(none), evidence);
    }

    /// Whether a host has one way to save the power of its processors.
    ///
    /// @param name `frequency`, `boost`, `preference`, ...
    /// @param reason empty where it is supported
    public record CpuVerdict(
            String name, Support support, Optional<CpuReason> reason, List<Evidence> evidence) {
        public CpuVerdict {
            evidence = List.copyOf(evidence);
        }
    }

    /// Why a host lacks a way to save the power of its processors, or why that is not known.
    public sealed interface CpuReason extends Reason {
        record NoFrequencyControl() implements CpuReason {}

        record NoBoost() implements CpuReason {}

        record NoEnergyPreference() implements CpuReason {}

        record NoEnergyBias() implements CpuReason {}

        record NoPlatformProfile() implements CpuReason {}

        record NoIdleDriver() implements CpuReason {}

        record NoProcessorLatencyLimit() implements CpuReason {}

        record NoHostLatencyLimit() implements CpuReason {}

        record NoPowerLimit() implements CpuReason {}

        record NoEnergyCounter() implements CpuReason {}

        record CpuPowerUnreadable(String source, String found) implements CpuReason {}
    }
}
