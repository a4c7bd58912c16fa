package dev.lungfish.agent.report;

import dev.lungfish.api.Explanation;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.state.json.ReasonJson;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// Which rule of the policy holds and why, for people and for programs.
public final class PolicyReport {
    private PolicyReport() {}

    /// For people, ended by a line end.
    public static String text(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                explanation
                        .decision()
                        .rule()
                        .map(rule ->
                                "Rule '%s' holds: %s"
                                        .formatted(
                                                rule.name(),
                                                ReasonText.sentence(rule.action().told())))
                        .orElse("No rule holds: nothing is decided"));
        line(
                text,
                "since " + since(explanation) + ", for " + SpokenDuration.of(lasted(explanation)));
        explanation
                .situation()
                .containers()
                .ifPresent(count -> line(text, "Containers with work: %d".formatted(count)));
        line(text, "");
        line(text, "Why:");
        lines(text, explanation.decision().why());
        line(text, "What would change it:");
        lines(text, explanation.change());
        return text.toString();
    }

    private static String since(Explanation explanation) {
        return SpokenTime.of(
                explanation.decision().since(), explanation.situation().at().getZone());
    }

    private static Duration lasted(Explanation explanation) {
        return Duration.between(
                explanation.decision().since(), explanation.situation().at().toInstant());
    }

    private static void lines(StringBuilder text, List<Reason> reasons) {
        reasons.forEach(reason -> line(text, "  " + ReasonText.withRemedy(reason)));
    }

    private static void line(StringBuilder text, String line) {
        text.append(SanitizedText.of(line)).append('\n');
    }

    /// One JSON object and a line end (`docs/json.md`).
    public static String json(Explanation explanation) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.policy/1");
            json.writeStringProperty("at", explanation.situation().at().toInstant().toString());
            explanation
                    .decision()
                    .rule()
                    .map(Rule::name)
                    .ifPresent(name -> json.writeStringProperty("rule", name));
            explanation
                    .decision()
                    .action()
                    .map(Action::told)
                    .ifPresent(action -> {
                        json.writeStringProperty("action", ReasonText.sentence(action));
                        json.writeName("actionDetails");
                        ReasonJson.object(json, action);
                    });
            OptionalInt containers = explanation.situation().containers();
            if (containers.isPresent()) {
                json.writeNumberProperty("containers", containers.getAsInt());
            }
            json.writeStringProperty("since", explanation.decision().since().toString());
            ReasonJson.sentences(json, "why", explanation.decision().why());
            ReasonJson.sentences(json, "change", explanation.change());
        });
    }
}
