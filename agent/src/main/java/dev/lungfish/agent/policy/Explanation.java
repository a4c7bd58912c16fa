package dev.lungfish.agent.policy;

import dev.lungfish.agent.report.Json;
import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.core.policy.Action;
import dev.lungfish.core.policy.Decider;
import dev.lungfish.core.policy.Decision;
import dev.lungfish.core.policy.PolicyReason;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.state.journal.ReasonJson;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;

/// Which rule holds now, why, since when, and what would change it.
///
/// @param situation of the last look
/// @param decision made then
/// @param change what would bring another decision
public record Explanation(Situation situation, Decision decision, List<PolicyReason> change) {
    public Explanation {
        change = List.copyOf(change);
    }

    /// Explains a decision.
    public static Explanation of(Decider decider, Decision decision, Situation situation) {
        return new Explanation(situation, decision, decider.whatWouldChange(decision, situation));
    }

    /// For people, ended by a line end.
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                decision.rule()
                        .map(rule ->
                                "Rule '%s' holds: %s"
                                        .formatted(
                                                rule.name(),
                                                ReasonText.sentence(rule.action().told())))
                        .orElse("No rule holds: nothing is decided"));
        line(text, "since " + since() + ", for " + SpokenDuration.of(lasted()));
        line(text, "");
        line(text, "Why:");
        lines(text, decision.why());
        line(text, "What would change it:");
        lines(text, change);
        return text.toString();
    }

    private ZonedDateTime since() {
        return decision.since().atZone(situation.at().getZone()).withNano(0);
    }

    private Duration lasted() {
        return Duration.between(decision.since(), situation.at().toInstant());
    }

    private static void lines(StringBuilder text, List<PolicyReason> reasons) {
        reasons.forEach(reason -> line(text, "  " + ReasonText.withRemedy(reason)));
    }

    private static void line(StringBuilder text, String line) {
        text.append(SanitizedText.of(line)).append('\n');
    }

    /// One JSON object and a line end (`docs/json.md`).
    public String json() {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.policy/1");
            json.writeStringProperty("at", situation.at().toInstant().toString());
            decision.rule()
                    .map(Rule::name)
                    .ifPresent(name -> json.writeStringProperty("rule", name));
            decision.action()
                    .map(Action::told)
                    .ifPresent(action -> {
                        json.writeStringProperty("action", ReasonText.sentence(action));
                        json.writeName("actionDetails");
                        ReasonJson.object(json, action);
                    });
            json.writeStringProperty("since", decision.since().toString());
            ReasonJson.sentences(json, "why", decision.why());
            ReasonJson.sentences(json, "change", change);
        });
    }
}
