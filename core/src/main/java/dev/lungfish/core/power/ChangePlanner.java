package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a wish into files and values, checked against what the kernel offers. Confined to one
/// thread.
public final class ChangePlanner {
    static final String HOST = "host";

    private final CpuReadings readings;
    private final CpuSettingRequest wish;
    private final List<FileChange> changes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ChangePlanner(CpuReadings readings, CpuSettingRequest wish) {
        this.readings = readings;
        this.wish = wish;
    }

    /// Plans the whole wish, as far as it can be told beforehand: where the driver's mode changes,
    /// what the kernel will offer afterwards is not known, and only the mode is planned.
    public static Planning plan(CpuReadings readings, CpuSettingRequest wish) {
        Optional<String> mode = Optional.ofNullable(wish.values().get(CpuSetting.MODE));
        boolean modeChanges =
                mode.isPresent() && !readings.mode().flatMap(Knob::value).equals(mode);
        return modeChanges
                ? plan(readings, wish, CpuSetting.MODE)
                : new ChangePlanner(readings, wish).plan(wish.values());
    }

    /// Plans one setting of the wish.
    public static Planning plan(CpuReadings readings, CpuSettingRequest wish, CpuSetting setting) {
        return new ChangePlanner(readings, wish).plan(wish.only(setting).values());
    }

    private Planning plan(Map<CpuSetting, String> values) {
        checkProcessors();
        if (problems.isEmpty()) {
            values.forEach(this::plan);
        }
        return problems.isEmpty()
                ? new Planning.Planned(changes)
                : new Planning.Refused(List.copyOf(problems));
    }

    private void checkProcessors() {
        wish.processors()
                .ifPresent(wanted -> {
                    CpuSet online = readings.online().toOptional().orElseGet(CpuSet::of);
                    CpuSet missing = wanted.without(online);
                    if (!missing.isEmpty() || wanted.isEmpty()) {
                        problems.add(
                                "processors "
                                        + missing
                                        + " are not online; "
                                        + readings.online().source()
                                        + " has "
                                        + readings.online().found());
                    }
                });
    }

    private void plan(CpuSetting setting, String value) {
        if (setting.ofTheWholeHost() && wish.processors().isPresent()) {
            problems.add(setting.spelling() + " holds for all processors: leave the list out");
            return;
        }
        switch (setting) {
            case MODE -> mode(value);
            case PLATFORM_PROFILE -> knob(setting, HOST, readings.platformProfile(), value);
            case BOOST -> boost(value);
            case GOVERNOR, MIN_FREQUENCY, MAX_FREQUENCY, PREFERENCE -> policies(setting, value);
            case IDLE_GOVERNOR -> knob(setting, HOST, readings.idleGovernor(), value);
            case HOST_LATENCY -> hostLatency(value);
            case POWER_LIMIT, POWER_WINDOW -> {
                PowerLimitPlanner planner = new PowerLimitPlanner(readings);
                planner.plan(setting, value);
                changes.addAll(planner.changes());
                problems.addAll(planner.problems());
            }
            case BIAS, LATENCY, DISABLE_IDLE, ENABLE_IDLE -> {
                ProcessorPlanner planner = new ProcessorPlanner(readings, wish);
                planner.plan(setting, value);
                changes.addAll(planner.changes());
                problems.addAll(planner.problems());
            }
        }
    }

    private void mode(String value) {
        readings.mode()
                .ifPresentOrElse(
                        mode -> knob(CpuSetting.MODE, HOST, mode, value),
                        () ->
                                problems.add(
                                        "mode: no driver here has several ("
                                                + String.join(
                                                        ", ",
                                                        readings.modes().stream()
                                                                .map(Knob::path)
                                                                .toList())
                                                + " do not exist)"));
    }

    private void hostLatency(String value) {
        HostLatency latency = readings.hostLatency();
        if (latency.strictest() instanceof Reading.Absent) {
            problems.add(
                    "host-latency: this kernel keeps no such limit ("
                            + latency.path()
                            + " does not exist)");
        } else if (!latency.holdable()) {
            problems.add(
                    "host-latency: it holds only as long as a process keeps "
                            + latency.path()
                            + " open, which the daemon does: start it (lungfish daemon), and set"
                            + " it again; for each processor there is 'latency'");
        } else {
            try {
                String wanted = LatencyTarget.parse(value).ofTheHost();
                add(CpuSetting.HOST_LATENCY, HOST, latency.path(), wanted);
            } catch (IllegalArgumentException e) {
                problems.add("host-latency " + e.getMessage());
            }
        }
    }

    /// The switch for all, or that of intel_pstate, or those of all groups.
    private void boost(String value) {
        if (!value.equals("on") && !value.equals("off")) {
            problems.add("boost '" + value + "': on or off expected");
            return;
        }
        boolean on = value.equals("on");
        List<FrequencyPolicy> own =
                readings.groups().stream().filter(group -> group.boost().exists()).toList();
        if (readings.noTurbo().exists()) {
            knob(CpuSetting.BOOST, HOST, readings.noTurbo(), on ? "0" : "1");
        } else if (readings.boost().exists()) {
            knob(CpuSetting.BOOST, HOST, readings.boost(), on ? "1" : "0");
        } else if (!own.isEmpty()) {
            own.forEach(
                    group -> knob(CpuSetting.BOOST, group.name(), group.boost(), on ? "1" : "0"));
        } else {
            problems.add(
                    "boost: this host has no switch for it ("
                            + readings.boost().path()
                            + " does not exist)");
        }
    }

    private void policies(CpuSetting setting, String value) {
        if (readings.groups().isEmpty()) {
            problems.add(
                    setting.spelling()
                            + ": no frequencies are ruled here ("
                            + readings.policies().source()
                            + ": "
                            + readings.policies().found()
                            + ")");
        }
        for (FrequencyPolicy group : readings.groups()) {
            CpuSet members = group.members();
            List<Integer> meant = members.stream().filter(wish::means).boxed().toList();
            if (meant.isEmpty()) {
                continue;
            }
            if (meant.size() < members.size()) {
                problems.add(
                        "processors "
                                + members
                                + " share "
                                + group.name()
                                + ": name all of them or none");
                continue;
            }
            int before = problems.size();
            switch (setting) {
                case GOVERNOR -> governor(group, value);
                case PREFERENCE -> preference(group, value);
                default -> limit(setting, group, value);
            }
            if (problems.size() > before) {
                return; // The same for each of some hundred groups helps nobody.
            }
        }
    }

    private void governor(FrequencyPolicy group, String value) {
        knob(
                CpuSetting.GOVERNOR,
                group.name(),
                group.governor(),
                value.equals(Governors.DYNAMIC)
                        ? Governors.followingTheLoad(group).orElse(value)
                        : value);
    }

    /// Hardware takes a number of its own range too.
    private void preference(FrequencyPolicy group, String value) {
        boolean number = value.matches("\\d{1,3}") && Integer.parseInt(value) <= 255;
        if (number && group.preference().exists()) {
            add(CpuSetting.PREFERENCE, group.name(), group.preference().path(), value);
        } else {
            Optional<String> governor = wantedGovernor(group);
            if (governor.filter("performance"::equals).isPresent()
                    && group.knownDriver().hardwareChooses()
                    && !value.equals("performance")) {
                problems.add(
                        "preference '"
                                + value
                                + "' of "
                                + group.name()
                                + ": its driver takes none but 'performance' while the governor is"
                                + " 'performance'");
                return;
            }
            boolean governorChanges = !governor.equals(group.governor().value());
            if (governorChanges && group.preference().exists()) {
                // What is offered with the other governor is seen when it holds.
                add(CpuSetting.PREFERENCE, group.name(), group.preference().path(), value);
            } else {
                knob(CpuSetting.PREFERENCE, group.name(), group.preference(), value);
            }
        }
    }

    private Optional<String> wantedGovernor(FrequencyPolicy group) {
        Optional<String> wanted = Optional.ofNullable(wish.values().get(CpuSetting.GOVERNOR));
        return wanted.filter(Governors.DYNAMIC::equals).isPresent()
                ? Governors.followingTheLoad(group)
                : wanted.or(() -> group.governor().value());
    }

    private void limit(CpuSetting setting, FrequencyPolicy group, String value) {
        Optional<Frequency> lowest = group.hardwareLowest().toOptional();
        Optional<Frequency> highest = group.hardwareHighest().toOptional();
        if (lowest.isEmpty() || highest.isEmpty()) {
            var missing = lowest.isEmpty() ? group.hardwareLowest() : group.hardwareHighest();
            problems.add(
                    setting.spelling()
                            + " of "
                            + group.name()
                            + ": the hardware's bounds are not known ("
                            + missing.source()
                            + ": "
                            + missing.found()
                            + ")");
            return;
        }
        boolean isLowest = setting == CpuSetting.MIN_FREQUENCY;
        try {
            Frequency wanted = FrequencyTarget.parse(value).within(lowest.get(), highest.get());
            checkOrder(group, isLowest, wanted, lowest.get(), highest.get());
            add(
                    setting,
                    group.name(),
                    (isLowest ? group.lowest() : group.highest()).source(),
                    Long.toString(wanted.kilohertz()));
        } catch (IllegalArgumentException e) {
            problems.add(setting.spelling() + " of " + group.name() + ": " + e.getMessage());
        }
    }

    /// @throws IllegalArgumentException where the lowest would lie above the highest
    private void checkOrder(
            FrequencyPolicy group,
            boolean isLowest,
            Frequency wanted,
            Frequency lowest,
            Frequency highest) {
        CpuSetting opposite = isLowest ? CpuSetting.MAX_FREQUENCY : CpuSetting.MIN_FREQUENCY;
        Optional<Frequency> other =
                Optional.ofNullable(wish.values().get(opposite))
                        .map(text -> FrequencyTarget.parse(text).within(lowest, highest))
                        .or(() -> (isLowest ? group.highest() : group.lowest()).toOptional());
        boolean crossed =
                other.isPresent()
                        && (isLowest
                                ? wanted.compareTo(other.get()) > 0
                                : wanted.compareTo(other.get()) < 0);
        if (crossed) {
            throw new IllegalArgumentException(
                    wanted
                            + " lies "
                            + (isLowest ? "above the highest" : "below the lowest")
                            + ", which is "
                            + other.get()
                            + ": set both");
        }
    }

    private void knob(CpuSetting setting, String group, Knob knob, String value) {
        refusal(setting, group, knob, value)
                .ifPresentOrElse(problems::add, () -> add(setting, group, knob.path(), value));
    }

    private void add(CpuSetting setting, String group, String path, String value) {
        changes.add(new FileChange(setting, group, path, value));
    }

    /// Why a knob can't be turned so; empty where it can.
    static Optional<String> refusal(CpuSetting setting, String group, Knob knob, String value) {
        String what = setting.spelling() + " '" + value + "' of " + group + ": ";
        if (!knob.exists()) {
            return Optional.of(
                    what + "this host has no such setting (" + knob.path() + " does not exist)");
        }
        if (knob.offers(value)) {
            return Optional.empty();
        }
        return Optional.of(
                what
                        + knob.offered()
                                .toOptional()
                                .map(words ->
                                        "the kernel offers "
                                                + (words.isEmpty()
                                                        ? "nothing"
                                                        : String.join(", ", words))
                                                + " ("
                                                + knob.offered().source()
                                                + ")")
                                .orElseGet(() ->
                                        "what the kernel offers is not known ("
                                                + knob.offered().source()
                                                + ": "
                                                + knob.offered().found()
                                                + ")"));
    }
}
