package dev.lungfish.agent.report;

import dev.lungfish.api.CpuReport;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuJudge.CpuVerdict;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.CpuReadings.PowerLimit;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.Frequency;
import dev.lungfish.core.power.FrequencyPolicy;
import dev.lungfish.core.power.Power.Watts;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a host's processors use power, for programs: as JSON (`docs/json.md`) and as XML
/// (`docs/schema/power.rng`), with the same content. What is not known is left out; the verdicts
/// say why.
public final class PowerDocument {
    private final CpuReport report;
    private final DocumentWriter out;

    private PowerDocument(CpuReport report, DocumentWriter out) {
        this.report = report;
        this.out = out;
    }

    /// One JSON object and a line end.
    public static String json(CpuReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cpu/1");
            new PowerDocument(report, new JsonDocument(json)).write();
        });
    }

    /// One element `power` and a line end.
    public static String xml(CpuReport report) {
        return XmlDocument.write("power", out -> new PowerDocument(report, out).write());
    }

    private void write() {
        CpuReadings readings = report.readings();
        text("online", readings.online().map(Object::toString));
        out.objects("verdicts", "verdict", report.verdicts(), this::verdict);
        readings.mode().ifPresent(mode -> text("mode", mode.set()));
        boost(readings).ifPresent(on -> out.flag("boost", on));
        knob("platformProfile", "profile", readings.platformProfile());
        out.objects("groups", "group", readings.groups(), this::group);
        text("idleDriver", readings.idleDriver());
        knob("idleGovernor", "governor", readings.idleGovernor());
        latency("hostLatency", readings.hostLatency().strictest());
        out.objects("processors", "processor", readings.processors(), this::processor);
        out.objects("zones", "zone", readings.powerZones(), this::zone);
        List<PowerService> running = report.services().stream().filter(PowerService::runs).toList();
        out.objects("services", "service", running, this::service);
        report.changed().ifPresent(changed -> out.object("changed", () -> changed(changed)));
    }

    private void verdict(CpuVerdict verdict) {
        out.text("name", verdict.name());
        out.text("support", verdict.support().spelling());
        out.text("reason", verdict.reason().map(ReasonText::sentence).orElse(""));
        verdict.reason().ifPresent(out::code);
        out.objects(
                "evidence",
                "piece",
                verdict.evidence(),
                piece -> {
                    out.text("source", piece.source());
                    out.text("value", piece.value());
                });
    }

    /// Empty where there is no switch for all, or it can't be read.
    static Optional<Boolean> boost(CpuReadings readings) {
        return readings.noTurbo()
                .value()
                .map("0"::equals)
                .or(() -> readings.boost().value().map("1"::equals));
    }

    private void group(FrequencyPolicy group) {
        out.text("name", group.name());
        text("processors", group.processors().map(Object::toString));
        text("driver", group.driver());
        knob("governor", "governor", group.governor());
        frequency("hardwareLowestKilohertz", group.hardwareLowest());
        frequency("hardwareHighestKilohertz", group.hardwareHighest());
        frequency("baseKilohertz", group.base());
        frequency("lowestKilohertz", group.lowest());
        frequency("highestKilohertz", group.highest());
        frequency("currentKilohertz", group.current());
        knob("preference", "preference", group.preference());
        group.boost().value().ifPresent(value -> out.flag("boost", value.equals("1")));
    }

    private void processor(Processor processor) {
        out.number("number", processor.number());
        text("bias", processor.bias().set());
        text("latencyLimit", processor.latencyLimit().set());
        out.objects(
                "idleStates",
                "state",
                processor.idleStates().toOptional().orElse(List.of()),
                this::idleState);
    }

    private void idleState(IdleState state) {
        text("name", state.name());
        text("latency", state.latency().map(Object::toString));
        text("residency", state.residency().map(Object::toString));
        state.uses().toOptional().ifPresent(uses -> out.number("uses", uses));
        text("time", state.time().map(Object::toString));
        state.disabled().value().ifPresent(value -> out.flag("disabled", value.equals("1")));
    }

    private void zone(PowerZone zone) {
        out.text("name", zone.label());
        out.text("id", zone.id());
        zone.energy()
                .toOptional()
                .ifPresent(energy -> out.number("microjoules", energy.microjoules()));
        zone.range()
                .toOptional()
                .ifPresent(range -> out.number("rangeMicrojoules", range.microjoules()));
        zone.enabled().toOptional().ifPresent(value -> out.flag("enabled", value.equals("1")));
        out.objects("limits", "limit", zone.limits(), this::limit);
        Optional.ofNullable(report.watts().get(zone.label()))
                .map(Watts::watts)
                .ifPresent(watts -> out.decimal("watts", watts));
    }

    private void limit(PowerLimit limit) {
        text("name", limit.name());
        limit.limit().toOptional().ifPresent(power -> out.number("microwatts", power.microwatts()));
        limit.highest().ifPresent(power -> out.number("mostMicrowatts", power.microwatts()));
        text("window", limit.window().map(Object::toString));
    }

    private void latency(String name, Reading<Duration> reading) {
        text(
                name,
                reading.map(limit -> limit.equals(HostLatency.NONE) ? "none" : limit.toString()));
    }

    private void service(PowerService service) {
        out.text("name", service.kind().spelling());
        text("profile", service.profile());
    }

    private void changed(CpuReport.Changed changed) {
        out.text("at", changed.at().toString());
        out.text("by", changed.by());
        out.text("wanted", changed.wanted());
        out.objects(
                "files",
                "file",
                changed.originals(),
                original -> {
                    out.text("path", original.path());
                    out.text("original", original.wanted());
                });
    }

    private void knob(String name, String item, Knob knob) {
        text(name, knob.set());
        if (knob.exists()) {
            knob.offered()
                    .toOptional()
                    .ifPresent(words -> out.words(name + "Offered", item, words));
        }
    }

    private void frequency(String name, Reading<Frequency> reading) {
        reading.toOptional().ifPresent(frequency -> out.number(name, frequency.kilohertz()));
    }

    private void text(String name, Reading<String> reading) {
        reading.toOptional().ifPresent(text -> out.text(name, text));
    }
}
