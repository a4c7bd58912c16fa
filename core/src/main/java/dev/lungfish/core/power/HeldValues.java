package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.PowerLimit;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.Planning.FileChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a host's knobs hold, so that it can be put back.
public final class HeldValues {
    private HeldValues() {}

    /// The values of some settings and of all that changing them may change, as changes that would
    /// put them back; a knob without a readable value is left out.
    public static List<FileChange> of(CpuReadings readings, Set<CpuSetting> settings) {
        Set<CpuSetting> wanted = EnumSet.noneOf(CpuSetting.class);
        settings.forEach(setting -> wanted.addAll(setting.affects()));
        List<FileChange> held = new ArrayList<>();
        readings.mode()
                .ifPresent(mode -> add(held, CpuSetting.MODE, ChangePlanner.HOST, mode.set()));
        String host = ChangePlanner.HOST;
        add(held, CpuSetting.PLATFORM_PROFILE, host, readings.platformProfile().set());
        add(held, CpuSetting.BOOST, host, readings.boost().set());
        add(held, CpuSetting.BOOST, host, readings.noTurbo().set());
        add(held, CpuSetting.IDLE_GOVERNOR, host, readings.idleGovernor().set());
        if (readings.hostLatency().holdable()) {
            add(held, CpuSetting.HOST_LATENCY, host, readings.hostLatency().holding());
        }
        for (PowerZone zone : readings.powerZones()) {
            for (PowerLimit limit : zone.limits()) {
                add(held, CpuSetting.POWER_LIMIT, zone.label(), microwatts(limit.limit()));
                add(held, CpuSetting.POWER_WINDOW, zone.label(), micros(limit.window()));
            }
        }
        for (FrequencyPolicy group : readings.groups()) {
            add(held, CpuSetting.BOOST, group.name(), group.boost().set());
            add(held, CpuSetting.GOVERNOR, group.name(), group.governor().set());
            add(held, CpuSetting.MIN_FREQUENCY, group.name(), kilohertz(group.lowest()));
            add(held, CpuSetting.MAX_FREQUENCY, group.name(), kilohertz(group.highest()));
            add(held, CpuSetting.PREFERENCE, group.name(), group.preference().set());
        }
        for (Processor processor : readings.processors()) {
            String group = ProcessorPlanner.group(processor);
            add(held, CpuSetting.BIAS, group, processor.bias().set());
            add(held, CpuSetting.LATENCY, group, processor.latencyLimit().set());
            CpuSetting idle =
                    settings.contains(CpuSetting.DISABLE_IDLE)
                            ? CpuSetting.DISABLE_IDLE
                            : CpuSetting.ENABLE_IDLE;
            for (IdleState state : processor.idleStates().toOptional().orElse(List.of())) {
                add(held, idle, group, state.disabled().set());
            }
        }
        return held.stream().filter(value -> wanted.contains(value.setting())).toList();
    }

    /// Why a value that a knob shows can't be written into it again; empty where it can, or where
    /// that is not known.
    ///
    /// **Source:** Linux 6.14 `drivers/acpi/platform_profile.c`, `platform_profile_store()`:
    /// `custom` is what several handlers that differ read as, and EINVAL where it is written.
    ///
    /// @param held one of [#of]
    public static Optional<SettingReason> notRestorable(CpuReadings readings, FileChange held) {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(readings.platformProfile(), readings.idleGovernor()),
                                readings.mode().stream()),
                        readings.groups().stream().map(FrequencyPolicy::governor))
                .filter(knob -> knob.path().equals(held.path()))
                .filter(knob -> knob.offered() instanceof Reading.Present)
                .filter(knob -> !knob.offers(held.wanted()))
                .findFirst()
                .map(_ ->
                        new SettingReason.ValueNotRestorable(
                                held.setting(), held.group(), held.path(), held.wanted()));
    }

    private static Reading<String> microwatts(Reading<Power> reading) {
        return reading.map(power -> Long.toString(power.microwatts()));
    }

    private static Reading<String> micros(Reading<Duration> reading) {
        return reading.map(time -> Long.toString(time.toNanos() / 1000));
    }

    private static Reading<String> kilohertz(Reading<Frequency> reading) {
        return reading.map(frequency -> Long.toString(frequency.kilohertz()));
    }

    private static void add(
            List<FileChange> held, CpuSetting setting, String group, Reading<String> reading) {
        reading.toOptional()
                .ifPresent(
                        value -> held.add(new FileChange(setting, group, reading.source(), value)));
    }
}
