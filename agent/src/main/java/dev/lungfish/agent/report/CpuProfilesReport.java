package dev.lungfish.agent.report;

import dev.lungfish.api.CpuReport;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.PowerService.ProfileMapping;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.state.json.ReasonJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// Profiles, what is set, and whether it holds, for people and for programs (`docs/json.md`).
public final class CpuProfilesReport {
    private static final String PROFILE = "profile ";

    private CpuProfilesReport() {}

    /// A line for each profile with what it sets here; the active one has a star.
    public static String text(List<ProfileMapping> profiles, CpuReport report) {
        StringBuilder text = new StringBuilder();
        for (ProfileMapping mapping : profiles) {
            String name = mapping.profile().name();
            line(
                    text,
                    String.format(
                            "%s %-16s  %s",
                            profile(report).equals(Optional.of(name)) ? "*" : " ",
                            name,
                            mapping.meansAnything() ? settings(mapping) : "means nothing here"));
        }
        return text.toString();
    }

    private static String settings(ProfileMapping mapping) {
        return mapping.request().values().entrySet().stream()
                .map(entry -> entry.getKey().spelling() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /// As `lungfish.cpu-profiles/1`.
    public static String json(List<ProfileMapping> profiles, CpuReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cpu-profiles/1");
            json.writeArrayPropertyStart("profiles");
            for (ProfileMapping mapping : profiles) {
                String name = mapping.profile().name();
                json.writeStartObject();
                json.writeStringProperty("name", name);
                json.writeBooleanProperty("active", profile(report).equals(Optional.of(name)));
                json.writeObjectPropertyStart("sets");
                mapping.request()
                        .values()
                        .forEach((setting, value) ->
                                json.writeStringProperty(setting.spelling(), value));
                json.writeEndObject();
                ReasonJson.sentences(json, "leftOut", mapping.unmapped());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /// What is set, and the profiles of running services.
    public static String activeText(CpuReport report) {
        StringBuilder text = new StringBuilder();
        line(text, set(report));
        report.services().stream()
                .filter(PowerService::runs)
                .forEach(service ->
                        line(
                                text,
                                "%s: %s"
                                        .formatted(
                                                service.kind().spelling(),
                                                service.profile().found())));
        return text.toString();
    }

    /// As `lungfish.cpu-active/1`.
    public static String activeJson(CpuReport report) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cpu-active/1");
            writeSet(json, report);
            json.writeArrayPropertyStart("services");
            for (PowerService service :
                    report.services().stream().filter(PowerService::runs).toList()) {
                json.writeStartObject();
                json.writeStringProperty("name", service.kind().spelling());
                json.writeStringProperty("profile", service.profile().found());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /// What of it does not hold any more.
    public static String verifiedText(CpuReport report, List<Reason> changed) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s: %s"
                        .formatted(
                                set(report),
                                changed.isEmpty() ? "all of it holds" : "not all of it holds"));
        changed.forEach(reason -> line(text, "  " + ReasonText.withRemedy(reason)));
        return text.toString();
    }

    /// As `lungfish.cpu-verified/1`.
    public static String verifiedJson(CpuReport report, List<Reason> changed) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cpu-verified/1");
            writeSet(json, report);
            json.writeBooleanProperty("holds", changed.isEmpty());
            ReasonJson.sentences(json, "changed", changed);
        });
    }

    private static String set(CpuReport report) {
        return report.changed()
                .map(changed ->
                        "%s, set at %s for %s"
                                .formatted(
                                        changed.wanted(),
                                        SpokenTime.of(changed.at()),
                                        changed.by()))
                .orElse("nothing is set by Lungfish");
    }

    private static void writeSet(JsonGenerator json, CpuReport report) {
        report.changed()
                .ifPresent(changed -> {
                    json.writeStringProperty("wanted", changed.wanted());
                    profile(report).ifPresent(name -> json.writeStringProperty("profile", name));
                    json.writeStringProperty("at", changed.at().toString());
                    json.writeStringProperty("by", changed.by());
                });
    }

    /// The name of the profile that is set; empty where none is.
    private static Optional<String> profile(CpuReport report) {
        return report.changed()
                .map(CpuReport.Changed::wanted)
                .filter(wanted -> wanted.startsWith(PROFILE))
                .map(wanted -> wanted.substring(PROFILE.length()));
    }

    private static void line(StringBuilder text, String words) {
        text.append(SanitizedText.of(words.stripTrailing())).append('\n');
    }
}
