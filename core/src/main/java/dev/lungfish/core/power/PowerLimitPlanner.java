package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.time.WrittenDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
    private final List<String> problems = new ArrayList<>();

    PowerLimitPlanner(CpuReadings readings) {
        zones = readings.powerZones();
        source = readings.zones();
    }

    List<FileChange> changes() {
        return changes;
    }

    List<String> problems() {
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
                    setting.spelling()
                            + (label.isEmpty() ? ": no package" : ": no zone '" + label + "'")
                            + " counts its power here; "
                            + source.source()
                            + has());
        }
        return meant;
    }

    /// What the folder of the zones has, for a sentence about it.
    private String has() {
        if (zones.isEmpty()) {
            return source.toOptional().isPresent() ? " has no zone" : " " + source.found();
        }
        return " has " + String.join(", ", zones.stream().map(PowerZone::label).toList());
    }

    private void plan(CpuSetting setting, PowerZone zone, String constraint, String value) {
        String what = setting.spelling() + " of " + zone.label() + ": ";
        List<PowerLimit> found =
                zone.limits().stream().filter(limit -> limit.isCalled(constraint)).toList();
        if (found.isEmpty()) {
            problems.add(
                    what
                            + "no constraint '"
                            + constraint
                            + "'; it has "
                            + (zone.limits().isEmpty()
                                    ? "none"
                                    : String.join(
                                            ", ",
                                            zone.limits().stream()
                                                    .map(limit -> limit.name().found())
                                                    .toList())));
            return;
        }
        if (zone.enabled().toOptional().filter("0"::equals).isPresent()) {
            problems.add(
                    what
                            + "the zone keeps no limit, as "
                            + zone.enabled().source()
                            + " holds 0; write 1 there first");
            return;
        }
        try {
            FileChange change =
                    setting == CpuSetting.POWER_LIMIT
                            ? limit(zone, found.getFirst(), value)
                            : window(zone, found.getFirst(), value);
            changes.add(change);
        } catch (IllegalArgumentException e) {
            problems.add(what + e.getMessage());
        }
    }

    private static FileChange limit(PowerZone zone, PowerLimit limit, String value) {
        Power wanted =
                value.equals(HIGHEST)
                        ? limit.highest()
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "how much is the most is not known ("
                                                        + limit.most().source()
                                                        + ": "
                                                        + limit.most().found()
                                                        + ")"))
                        : Power.parse(value);
        limit.highest()
                .filter(most -> wanted.microwatts() > most.microwatts())
                .ifPresent(most -> {
                    throw new IllegalArgumentException(
                            wanted
                                    + " is more than "
                                    + most
                                    + ", the most that "
                                    + limit.most().source()
                                    + " tells");
                });
        if (wanted.microwatts() == 0) {
            throw new IllegalArgumentException("no hardware works with 0 W");
        }
        return change(
                CpuSetting.POWER_LIMIT, zone, limit.limit(), Long.toString(wanted.microwatts()));
    }

    private static FileChange window(PowerZone zone, PowerLimit limit, String value) {
        Duration wanted = WrittenDuration.parse(value);
        if (wanted.isZero() || wanted.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "'" + value + "': a time up to an hour expected, like 28s or 10ms");
        }
        return change(
                CpuSetting.POWER_WINDOW,
                zone,
                limit.window(),
                Long.toString(wanted.toNanos() / 1000));
    }

    private static FileChange change(
            CpuSetting setting, PowerZone zone, Reading<?> held, String wanted) {
        if (held instanceof Reading.Absent) {
            throw new IllegalArgumentException(held.source() + " does not exist");
        }
        return new FileChange(setting, zone.label(), held.source(), wanted);
    }
}
