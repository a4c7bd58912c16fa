package dev.lungfish.core.power;

import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.Planning.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans what each processor has of its own. Confined to one thread.
final class ProcessorPlanner {
    private static final Map<String, String> BIASES =
            Map.of(
                    "performance", "0",
                    "balance-performance", "4",
                    "normal", "6",
                    "balance-power", "8",
                    "power", "15");

    private final CpuReadings readings;
    private final CpuSettingRequest request;
    private final List<FileChange> changes = new ArrayList<>();
    private final List<SettingReason> problems = new ArrayList<>();

    ProcessorPlanner(CpuReadings readings, CpuSettingRequest request) {
        this.readings = readings;
        this.request = request;
    }

    List<FileChange> changes() {
        return changes;
    }

    List<SettingReason> problems() {
        return problems;
    }

    void plan(CpuSetting setting, String value) {
        List<Processor> meant =
                readings.processors().stream()
                        .filter(processor -> request.means(processor.number()))
                        .toList();
        if (meant.isEmpty()) {
            problems.add(
                    new SettingReason.NoProcessorOnline(
                            setting, readings.online().source(), readings.online().found()));
        }
        for (Processor processor : meant) {
            switch (setting) {
                case BIAS ->
                        knob(
                                setting,
                                processor,
                                processor.bias(),
                                BIASES.getOrDefault(value, value));
                case LATENCY -> latency(processor, value);
                default -> idle(setting, processor, value);
            }
            if (!problems.isEmpty()) {
                return; // The same for each of some hundred processors helps nobody.
            }
        }
    }

    private void latency(Processor processor, String value) {
        if (!processor.latencyLimit().exists()) {
            problems.add(
                    new SettingReason.NoLatencyFile(
                            CpuSetting.LATENCY, processor.latencyLimit().path()));
            return;
        }
        try {
            String wanted = LatencyTarget.parse(value).ofOneProcessor();
            add(CpuSetting.LATENCY, processor, processor.latencyLimit(), wanted);
        } catch (IllegalArgumentException _) {
            problems.add(new SettingReason.LatencyMalformed(CpuSetting.LATENCY, value));
        }
    }

    private void idle(CpuSetting setting, Processor processor, String value) {
        List<IdleState> states = processor.idleStates().toOptional().orElse(List.of());
        for (String name : value.split(",", -1)) {
            Optional<IdleState> found =
                    states.stream().filter(state -> state.isCalled(name)).findFirst();
            if (found.isEmpty()) {
                problems.add(
                        new SettingReason.IdleStateMissing(
                                setting,
                                name,
                                group(processor),
                                states.stream().map(state -> state.name().found()).toList(),
                                processor.idleStates().source(),
                                processor.idleStates().found()));
                return;
            }
            knob(
                    setting,
                    processor,
                    found.get().disabled(),
                    setting == CpuSetting.DISABLE_IDLE ? "1" : "0");
        }
    }

    private void knob(CpuSetting setting, Processor processor, Knob knob, String value) {
        ChangePlanner.refusal(setting, group(processor), knob, value)
                .ifPresentOrElse(problems::add, () -> add(setting, processor, knob, value));
    }

    private void add(CpuSetting setting, Processor processor, Knob knob, String value) {
        changes.add(new FileChange(setting, group(processor), knob.path(), value));
    }

    static String group(Processor processor) {
        return "cpu" + processor.number();
    }
}
