package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.PowerLimit;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.time.WrittenDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans the limits of zones of powercap. A value is a list of `[ZONE[:CONSTRAINT]=]VALUE` with
/// commas between; without a zone it means all packages, without a constraint `long_term`. Confined
/// to one thread.
final class PowerLimitPlanner {
    private static final String USUAL_CONSTRAINT = "long_term";
    private static final String PACKAGE = "package-";
    private static final String HIGHEST = "highest";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<PowerZone> zones;
    private final Reading<List<PowerZone>> source;
    private final List<FileChange> changes = new ArrayList<>();
    private final List<SettingReason> problems = new ArrayList<>();

    PowerLimitPlanner(CpuReadings readings) {
        zones = readings.powerZones();
        source = readings.zones();
    }

    List<FileChange> changes() {
        return changes;
    }

    List<SettingReason> problems() {
        return problems;
    }

    void plan(CpuSetting setting, String text) {
        for (String item : text.split(",", -1)) {
            int equals = item.indexOf('=');
            String place = equals < 0 ? "" : item.substring(0, equals);
            String value = item.substring(equals + 1);
            int colon = place.indexOf(':');
            String zone = colon < 0 ? place : place.substring(0, colon);
            String constraint = colon < 0 ? USUAL_CONSTRAINT : place.substring(colon + 1);
            for (PowerZone meant : meant(setting, zone)) {
                plan(setting, meant, constraint, value);
            }
        }
    }

    private List<PowerZone> meant(CpuSetting setting, String label) {
        List<PowerZone> meant =
                zones.stream()
                        .filter(zone ->
                                label.isEmpty()
                                        ? zone.label().startsWith(PACKAGE)
                                                && zone.parent().isEmpty()
                                        : zone.label().equals(label))
                        .toList();
        if (meant.isEmpty()) {
            problems.add(
                    new SettingReason.NoPowerZone(
                            setting,
                            label,
                            zones.stream().map(PowerZone::label).toList(),
                            source.source(),
                            source.toOptional().isPresent() ? "" : source.found()));
        }
        return meant;
    }

    private void plan(CpuSetting setting, PowerZone zone, String constraint, String value) {
        List<PowerLimit> found =
                zone.limits().stream().filter(limit -> limit.isCalled(constraint)).toList();
        if (found.isEmpty()) {
            problems.add(
                    new SettingReason.NoPowerConstraint(
                            setting,
                            zone.label(),
                            constraint,
                            zone.limits().stream().map(limit -> limit.name().found()).toList()));
            return;
        }
        if (zone.enabled().toOptional().filter("0"::equals).isPresent()) {
            problems.add(
                    new SettingReason.PowerZoneDisabled(
                            setting, zone.label(), zone.enabled().source()));
            return;
        }
        if (setting == CpuSetting.POWER_LIMIT) {
            limit(zone, found.getFirst(), value);
        } else {
            window(zone, found.getFirst(), value);
        }
    }

    private void limit(PowerZone zone, PowerLimit limit, String value) {
        CpuSetting setting = CpuSetting.POWER_LIMIT;
        Optional<Power> most = limit.highest();
        Power wanted;
        if (value.equals(HIGHEST)) {
            if (most.isEmpty()) {
                problems.add(
                        new SettingReason.HighestPowerUnknown(
                                setting,
                                zone.label(),
                                limit.most().source(),
                                limit.most().found()));
                return;
            }
            wanted = most.get();
        } else {
            try {
                wanted = Power.parse(value);
            } catch (IllegalArgumentException _) {
                problems.add(new SettingReason.PowerMalformed(setting, zone.label(), value));
                return;
            }
        }
        if (most.filter(power -> wanted.microwatts() > power.microwatts()).isPresent()) {
            problems.add(
                    new SettingReason.PowerTooHigh(
                            setting, zone.label(), wanted, most.get(), limit.most().source()));
        } else if (wanted.microwatts() == 0) {
            problems.add(new SettingReason.PowerZero(setting, zone.label()));
        } else {
            add(setting, zone, limit.limit(), Long.toString(wanted.microwatts()));
        }
    }

    private void window(PowerZone zone, PowerLimit limit, String value) {
        Duration wanted;
        try {
            wanted = WrittenDuration.parse(value);
        } catch (IllegalArgumentException _) {
            wanted = Duration.ZERO;
        }
        if (wanted.isZero() || wanted.compareTo(LONGEST) > 0) {
            problems.add(
                    new SettingReason.PowerWindowMalformed(
                            CpuSetting.POWER_WINDOW, zone.label(), value));
            return;
        }
        add(CpuSetting.POWER_WINDOW, zone, limit.window(), Long.toString(wanted.toNanos() / 1000));
    }

    private void add(CpuSetting setting, PowerZone zone, Reading<?> held, String wanted) {
        if (held instanceof Reading.Absent) {
            problems.add(new SettingReason.PowerFileMissing(setting, zone.label(), held.source()));
        } else {
            changes.add(new FileChange(setting, zone.label(), held.source(), wanted));
        }
    }
}
