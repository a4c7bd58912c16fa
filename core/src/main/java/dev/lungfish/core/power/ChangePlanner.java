package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.FrequencyPolicy.Governors;
import dev.lungfish.core.power.Planning.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a request into files and values, checked against what the kernel offers. Confined to one
/// thread.
public final class ChangePlanner {
    static final String HOST = "host";

    private final CpuReadings readings;
    private final CpuSettingRequest request;
    private final List<FileChange> changes = new ArrayList<>();
    private final List<SettingReason> problems = new ArrayList<>();

    private ChangePlanner(CpuReadings readings, CpuSettingRequest request) {
        this.readings = readings;
        this.request = request;
    }

    /// Plans the whole request, as far as it can be told beforehand: where the driver's mode
    /// changes, what the kernel will offer afterwards is not known, and only the mode is planned.
    public static Planning plan(CpuReadings readings, CpuSettingRequest request) {
        Optional<String> mode = Optional.ofNullable(request.values().get(CpuSetting.MODE));
        boolean modeChanges =
                mode.isPresent() && !readings.mode().flatMap(Knob::value).equals(mode);
        return modeChanges
                ? plan(readings, request, CpuSetting.MODE)
                : new ChangePlanner(readings, request).plan(request.values());
    }

    /// Plans one setting of the request.
    public static Planning plan(
            CpuReadings readings, CpuSettingRequest request, CpuSetting setting) {
        return new ChangePlanner(readings, request).plan(request.only(setting).values());
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
        request.processors()
                .ifPresent(wanted -> {
                    CpuSet online = readings.online().toOptional().orElseGet(CpuSet::of);
                    CpuSet missing = wanted.without(online);
                    if (!missing.isEmpty() || wanted.isEmpty()) {
                        problems.add(
                                new SettingReason.ProcessorsOffline(
                                        missing,
                                        readings.online().source(),
                                        readings.online().found()));
                    }
                });
    }

    private void plan(CpuSetting setting, String value) {
        if (setting.ofTheWholeHost() && request.processors().isPresent()) {
            problems.add(new SettingReason.WholeHostSetting(setting));
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
                ProcessorPlanner planner = new ProcessorPlanner(readings, request);
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
                                        new SettingReason.NoDriverMode(
                                                readings.modes().stream()
                                                        .map(Knob::path)
                                                        .toList())));
    }

    private void hostLatency(String value) {
        HostLatency latency = readings.hostLatency();
        if (latency.strictest() instanceof Reading.Absent) {
            problems.add(new SettingReason.NoLatencyFile(CpuSetting.HOST_LATENCY, latency.path()));
        } else if (!latency.holdable()) {
            problems.add(new SettingReason.HostLatencyNeedsDaemon(latency.path()));
        } else {
            try {
                String wanted = LatencyTarget.parse(value).ofTheHost();
                add(CpuSetting.HOST_LATENCY, HOST, latency.path(), wanted);
            } catch (IllegalArgumentException _) {
                problems.add(new SettingReason.LatencyMalformed(CpuSetting.HOST_LATENCY, value));
            }
        }
    }

    /// The switch for all, or that of intel_pstate, or those of all groups.
    private void boost(String value) {
        if (!value.equals("on") && !value.equals("off")) {
            problems.add(new SettingReason.BoostMalformed(value));
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
            problems.add(new SettingReason.NoBoostSwitch(readings.boost().path()));
        }
    }

    private void policies(CpuSetting setting, String value) {
        if (readings.groups().isEmpty()) {
            problems.add(
                    new SettingReason.NoFrequencyGroups(
                            setting, readings.policies().source(), readings.policies().found()));
        }
        for (FrequencyPolicy group : readings.groups()) {
            CpuSet members = group.members();
            List<Integer> meant = members.stream().filter(request::means).boxed().toList();
            if (meant.isEmpty()) {
                continue;
            }
            if (meant.size() < members.size()) {
                problems.add(new SettingReason.FrequencyGroupSplit(members, group.name()));
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
                problems.add(new SettingReason.PreferenceFixed(value, group.name()));
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
        Optional<String> wanted = Optional.ofNullable(request.values().get(CpuSetting.GOVERNOR));
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
                    new SettingReason.FrequencyBoundsUnknown(
                            setting, group.name(), missing.source(), missing.found()));
            return;
        }
        FrequencyTarget target;
        try {
            target = FrequencyTarget.parse(value);
        } catch (IllegalArgumentException _) {
            problems.add(new SettingReason.FrequencyMalformed(setting, value, group.name()));
            return;
        }
        Frequency wanted = target.near(lowest.get(), highest.get());
        boolean isLowest = setting == CpuSetting.MIN_FREQUENCY;
        Optional<Frequency> other = opposite(group, isLowest, lowest.get(), highest.get());
        if (wanted.compareTo(lowest.get()) < 0 || wanted.compareTo(highest.get()) > 0) {
            problems.add(
                    new SettingReason.FrequencyOutOfBounds(
                            setting, group.name(), wanted, lowest.get(), highest.get()));
        } else if (other.isPresent()
                && (isLowest
                        ? wanted.compareTo(other.get()) > 0
                        : wanted.compareTo(other.get()) < 0)) {
            problems.add(
                    new SettingReason.FrequencyLimitsCrossed(
                            setting, group.name(), wanted, other.get()));
        } else {
            add(
                    setting,
                    group.name(),
                    (isLowest ? group.lowest() : group.highest()).source(),
                    Long.toString(wanted.kilohertz()));
        }
    }

    /// The other limit, as it is wanted or holds now; empty where it can't be told, or is refused
    /// itself.
    private Optional<Frequency> opposite(
            FrequencyPolicy group, boolean isLowest, Frequency lowest, Frequency highest) {
        String text =
                request.values()
                        .get(isLowest ? CpuSetting.MAX_FREQUENCY : CpuSetting.MIN_FREQUENCY);
        if (text == null) {
            return (isLowest ? group.highest() : group.lowest()).toOptional();
        }
        try {
            return Optional.of(FrequencyTarget.parse(text).near(lowest, highest));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
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
    static Optional<SettingReason> refusal(
            CpuSetting setting, String group, Knob knob, String value) {
        if (!knob.exists()) {
            return Optional.of(
                    new SettingReason.SettingMissing(setting, value, group, knob.path()));
        }
        if (knob.offers(value)) {
            return Optional.empty();
        }
        Reading<List<String>> offered = knob.offered();
        return Optional.of(
                offered.toOptional()
                        .<SettingReason>map(words ->
                                new SettingReason.ValueNotOffered(
                                        setting, value, group, words, offered.source()))
                        .orElseGet(() ->
                                new SettingReason.OfferUnknown(
                                        setting, value, group, offered.source(), offered.found())));
    }
}
