package dev.lungfish.agent.report;

import dev.lungfish.api.CpuReport;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.power.CpuJudge.CpuVerdict;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.CpuReadings.PowerLimit;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.FrequencyDriver;
import dev.lungfish.core.power.FrequencyPolicy;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.time.SpokenTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How a host's processors use power, for people. Groups and processors that are set alike share
/// their lines.
public final class CpuText {
    private final CpuReport report;
    private final CpuReadings readings;
    private final StringBuilder text = new StringBuilder();

    private CpuText(CpuReport report) {
        this.report = report;
        readings = report.readings();
    }

    /// The report, ended by a line end.
    public static String render(CpuReport report) {
        return new CpuText(report).write();
    }

    private String write() {
        line("Processors online: " + readings.online().found());
        for (CpuVerdict verdict : report.verdicts()) {
            line("");
            line(
                    String.format(
                            "%-16s  %s%s",
                            verdict.name(),
                            verdict.support().spelling(),
                            verdict.reason()
                                    .map(reason -> ": " + ReasonText.sentence(reason))
                                    .orElse("")));
            if (verdict.support() == Support.SUPPORTED) {
                details(verdict.name());
            }
            verdict.evidence()
                    .forEach(piece -> line("  (" + piece.source() + ": " + piece.value() + ")"));
        }
        services();
        changed();
        return text.toString();
    }

    private void details(String name) {
        switch (name) {
            case "frequency" -> frequencies();
            case "boost" -> boost();
            case "preference" ->
                    ofGroups(group -> Optional.of(group.preference()).map(CpuText::setting));
            case "bias" -> ofProcessors(processor -> bias(processor.bias()));
            case "platform-profile" -> line("  " + setting(readings.platformProfile()));
            case "idle" -> idle();
            case "latency-limit" -> ofProcessors(processor -> limit(processor.latencyLimit()));
            case "host-latency-limit" -> hostLatency();
            case "power-limit" -> powerLimits();
            default -> energy();
        }
    }

    private void frequencies() {
        readings.mode()
                .flatMap(Knob::value)
                .ifPresent(mode -> line("  the driver's mode: " + mode));
        ofGroups(group ->
                Optional.of(
                        "%s, governor %s\n    %s to %s, the hardware %s to %s%s"
                                .formatted(
                                        driver(group),
                                        setting(group.governor()),
                                        known(group.lowest()),
                                        known(group.highest()),
                                        known(group.hardwareLowest()),
                                        known(group.hardwareHighest()),
                                        group.base()
                                                .toOptional()
                                                .map(base -> ", without boost " + base)
                                                .orElse(""))));
        line("  now: " + now());
    }

    private static String known(Reading<?> reading) {
        return reading.toOptional().map(Object::toString).orElse("?");
    }

    private static String driver(FrequencyPolicy group) {
        return group.knownDriver() == FrequencyDriver.OTHER
                ? group.driver().found()
                : group.knownDriver().inWords();
    }

    private String now() {
        List<String> now = new ArrayList<>();
        for (FrequencyPolicy group : readings.groups()) {
            group.current()
                    .toOptional()
                    .ifPresent(frequency -> now.add("cpu" + group.members() + " " + frequency));
        }
        return now.isEmpty() ? "not known" : String.join(", ", now);
    }

    private void boost() {
        PowerDocument.boost(readings)
                .ifPresentOrElse(
                        on ->
                                line(
                                        on
                                                ? "  on"
                                                : readings.turboForbidden()
                                                        ? "  off; the firmware forbids it"
                                                        : "  off"),
                        () ->
                                ofGroups(group ->
                                        group.boost()
                                                .value()
                                                .map(value -> value.equals("1") ? "on" : "off")));
    }

    private static Optional<String> bias(Knob bias) {
        return bias.value()
                .map(value ->
                        switch (value) {
                            case "0" -> "0 (performance)";
                            case "4" -> "4 (balance-performance)";
                            case "6" -> "6 (normal)";
                            case "8" -> "8 (balance-power)";
                            case "15" -> "15 (power)";
                            default -> value;
                        });
    }

    private static Optional<String> limit(Knob limit) {
        return limit.value()
                .map(value ->
                        switch (value) {
                            case "0" -> "none";
                            case "n/a" -> "no latency at all: idle processors poll";
                            default -> value + " us";
                        });
    }

    private void idle() {
        line(
                "  driver %s, governor %s"
                        .formatted(
                                readings.idleDriver().found(), setting(readings.idleGovernor())));
        Map<String, IdleSum> sums = new LinkedHashMap<>();
        for (Processor processor : readings.processors()) {
            for (IdleState state : processor.idleStates().toOptional().orElse(List.of())) {
                sums.computeIfAbsent(state.name().found(), _ -> new IdleSum(state))
                        .add(processor.number(), state);
            }
        }
        sums.values().forEach(sum -> line("  " + sum.inWords(readings.processors().size())));
    }

    private void energy() {
        for (PowerZone zone : readings.powerZones()) {
            line(
                    String.format(
                            "  %-20s  %-10s  %s",
                            zone.label(),
                            Optional.ofNullable(report.watts().get(zone.label()))
                                    .map(Object::toString)
                                    .orElse(""),
                            zone.energy()
                                    .toOptional()
                                    .map(energy -> energy + " so far")
                                    .orElse(zone.energy().found())));
        }
    }

    private void hostLatency() {
        HostLatency latency = readings.hostLatency();
        latency.strictest()
                .toOptional()
                .ifPresent(limit ->
                        line(
                                limit.equals(HostLatency.NONE)
                                        ? "  none is asked for"
                                        : "  %d us, the least that any process asks for"
                                                .formatted(limit.toNanos() / 1000)));
        if (!latency.held().equals(HostLatency.NOT_HELD)) {
            line("  the daemon asks for " + latency.held() + " us");
        }
    }

    private void powerLimits() {
        for (PowerZone zone : readings.powerZones()) {
            for (PowerLimit limit : zone.limits()) {
                line(
                        String.format(
                                "  %-20s  %-10s  %s%s%s%s",
                                zone.label(),
                                limit.name().found(),
                                known(limit.limit()),
                                limit.window()
                                        .toOptional()
                                        .map(time -> " over " + SpokenDuration.of(time))
                                        .orElse(""),
                                limit.highest().map(most -> ", " + most + " at most").orElse(""),
                                zone.enabled().toOptional().filter("0"::equals).isPresent()
                                        ? ", not kept (enabled is 0)"
                                        : ""));
            }
        }
    }

    private void services() {
        for (PowerService service : report.services()) {
            if (service.runs()) {
                line("");
                line(
                        "%s (profile %s) rules these settings; Lungfish sets them through it"
                                .formatted(service.kind().spelling(), service.profile().found()));
            }
        }
    }

    private void changed() {
        report.changed()
                .ifPresent(changed -> {
                    line("");
                    line(
                            "Set by Lungfish: %s, at %s, for %s; 'lungfish cpu restore' puts it back"
                                    .formatted(
                                            changed.wanted(),
                                            SpokenTime.of(changed.at()),
                                            changed.by()));
                });
    }

    private void ofGroups(Function<FrequencyPolicy, Optional<String>> words) {
        Map<String, CpuSet> alike = new LinkedHashMap<>();
        for (FrequencyPolicy group : readings.groups()) {
            words.apply(group).ifPresent(said -> alike.merge(said, group.members(), CpuSet::or));
        }
        alike.forEach((said, members) -> line("  cpu" + members + ": " + said));
    }

    private void ofProcessors(Function<Processor, Optional<String>> words) {
        Map<String, CpuSet> alike = new LinkedHashMap<>();
        for (Processor processor : readings.processors()) {
            words.apply(processor)
                    .ifPresent(
                            said -> alike.merge(said, CpuSet.of(processor.number()), CpuSet::or));
        }
        alike.forEach((said, members) -> line("  cpu" + members + ": " + said));
    }

    private static String setting(Knob knob) {
        String offered =
                knob.offered().toOptional().filter(words -> !words.isEmpty()).isPresent()
                        ? " (of " + knob.offered().found() + ")"
                        : "";
        return knob.set().found() + offered;
    }

    private void line(String line) {
        text.append(SanitizedText.of(line)).append('\n');
    }

    /// One idle state on all processors.
    private static final class IdleSum {
        private final Reading<Duration> latency;
        private final Reading<Duration> residency;
        private final String name;
        private CpuSet disabled = CpuSet.of();
        private long uses;
        private Duration time = Duration.ZERO;

        IdleSum(IdleState state) {
            name = state.name().found();
            latency = state.latency();
            residency = state.residency();
        }

        void add(int processor, IdleState state) {
            uses += state.uses().toOptional().orElse(0L);
            time = time.plus(state.time().toOptional().orElse(Duration.ZERO));
            if (state.disabled().value().filter("1"::equals).isPresent()) {
                disabled = disabled.or(CpuSet.of(processor));
            }
        }

        String inWords(int processors) {
            String off =
                    disabled.isEmpty()
                            ? ""
                            : disabled.size() == processors
                                    ? ", disabled"
                                    : ", disabled on cpu" + disabled;
            return String.format(
                    Locale.ROOT,
                    "%-8s  latency %s, worth it from %s, used %d times, %.1f s%s",
                    name,
                    micros(latency),
                    micros(residency),
                    uses,
                    time.toMillis() / 1000.0,
                    off);
        }

        private static String micros(Reading<Duration> reading) {
            return reading.toOptional()
                    .map(time -> time.toNanos() / 1000 + " us")
                    .orElse(reading.found());
        }
    }
}
