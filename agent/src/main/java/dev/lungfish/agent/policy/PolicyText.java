package dev.lungfish.agent.policy;

import dev.lungfish.agent.report.Json;
import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.core.policy.Replay;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.state.json.ReasonJson;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What would have happened, as a story for people and as JSON (`docs/json.md`).
public final class PolicyText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private PolicyText() {}

    /// For people, ended by a line end.
    public static String render(Replay.Story story) {
        StringBuilder text = new StringBuilder();
        Optional<LocalDate> day = Optional.empty();
        for (Replay.Event event : story.events()) {
            Optional<LocalDate> now = Optional.of(event.at().toLocalDate());
            if (!now.equals(day)) {
                text.append(day.isEmpty() ? "" : "\n").append(DAY.format(event.at())).append('\n');
                day = now;
            }
            text.append("  ")
                    .append(TIME.format(event.at()))
                    .append("  ")
                    .append(text(event.what()))
                    .append('\n');
            event.why().forEach(why -> text.append("           ").append(text(why)).append('\n'));
        }
        text.append("\nOf ").append(SpokenDuration.of(story.over())).append(":\n");
        story.times()
                .forEach((what, time) ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "  %-40s %s (%.0f%%)%n",
                                        text(what),
                                        SpokenDuration.of(time),
                                        100.0 * time.toSeconds() / story.over().toSeconds())));
        return text.toString();
    }

    private static String text(Reason reason) {
        return SanitizedText.of(ReasonText.withRemedy(reason));
    }

    /// One JSON object and a line end.
    public static String json(Replay.Story story) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.policy-story/1");
            json.writeStringProperty("over", story.over().toString());
            json.writeArrayPropertyStart("events");
            for (Replay.Event event : story.events()) {
                json.writeStartObject();
                json.writeStringProperty("at", event.at().toInstant().toString());
                json.writeStringProperty("what", ReasonText.sentence(event.what()));
                ReasonJson.codeAndParameters(json, event.what());
                ReasonJson.sentences(json, "why", event.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("times");
            story.times()
                    .forEach((what, time) ->
                            json.writeStringProperty(ReasonText.sentence(what), time.toString()));
            json.writeEndObject();
        });
    }
}
