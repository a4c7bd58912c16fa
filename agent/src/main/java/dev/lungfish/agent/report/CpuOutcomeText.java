package dev.lungfish.agent.report;

import static java.util.stream.Collectors.joining;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.json.ReasonJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of an order to set the processors, for people and as JSON (`docs/json.md`).
public final class CpuOutcomeText {
    private CpuOutcomeText() {}

    /// The answer: lines for people, or one JSON object.
    public static String answer(CpuOutcome outcome, boolean json) {
        if (json) {
            return json(outcome, outcome.kind());
        }
        StringBuilder text = new StringBuilder();
        if (outcome instanceof CpuOutcome.Done(List<FileChange> written, List<Reason> notes)) {
            done(written, notes).forEach(line -> text.append(SanitizedText.of(line)).append('\n'));
        }
        return text.toString();
    }

    /// The same for what was only planned.
    public static String wouldAnswer(CpuOutcome outcome, boolean json) {
        if (json || !(outcome instanceof CpuOutcome.Done)) {
            return json ? json(outcome, "would-do") : "";
        }
        return answer(outcome, false)
                .lines()
                .map(line -> "  %s\n".formatted(line))
                .collect(joining("", "Nothing was written. Would hold:\n", ""));
    }

    /// What went wrong, a line each.
    public static List<String> problems(CpuOutcome outcome) {
        return switch (outcome) {
            case CpuOutcome.Done _ -> List.of();
            case CpuOutcome.Refused(List<Reason> reasons) ->
                    reasons.stream()
                            .map(reason -> "nothing is changed: " + ReasonText.withRemedy(reason))
                            .toList();
            case CpuOutcome.Failed(Reason why, List<Reason> leftBehind) -> {
                List<String> lines = new ArrayList<>();
                String sentence = ReasonText.withRemedy(why);
                lines.add(leftBehind.isEmpty() ? sentence + "; all is as it was before" : sentence);
                leftBehind.forEach(
                        left -> lines.add("left behind: " + ReasonText.withRemedy(left)));
                yield lines;
            }
        };
    }

    /// One line for each setting and value, with the groups that have it.
    private static List<String> done(List<FileChange> written, List<Reason> notes) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (FileChange change : written) {
            groups.computeIfAbsent(
                            change.setting().spelling() + " " + change.wanted(),
                            _ -> new ArrayList<>())
                    .add(change.group());
        }
        List<String> said = new ArrayList<>();
        groups.forEach((what, of) -> said.add(what + ": " + String.join(" ", of)));
        if (written.isEmpty() && notes.isEmpty()) {
            said.add("all is so already");
        }
        notes.forEach(note -> said.add("note: " + ReasonText.withRemedy(note)));
        return said;
    }

    private static String json(CpuOutcome outcome, String done) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cpu-set/1");
            json.writeStringProperty(
                    "kind", outcome instanceof CpuOutcome.Done ? done : outcome.kind());
            switch (outcome) {
                case CpuOutcome.Done(List<FileChange> written, List<Reason> notes) -> {
                    json.writeArrayPropertyStart("written");
                    for (FileChange change : written) {
                        json.writeStartObject();
                        json.writeStringProperty("setting", change.setting().spelling());
                        json.writeStringProperty("group", change.group());
                        json.writeStringProperty("file", change.path());
                        json.writeStringProperty("value", change.wanted());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    ReasonJson.sentences(json, "notes", notes);
                }
                case CpuOutcome.Refused(List<Reason> reasons) -> {
                    ReasonJson.sentences(json, "reasons", reasons);
                }
                case CpuOutcome.Failed(Reason why, List<Reason> leftBehind) -> {
                    json.writeStringProperty("why", ReasonText.sentence(why));
                    ReasonJson.codeAndParameters(json, why);
                    ReasonJson.sentences(json, "leftBehind", leftBehind);
                }
            }
        });
    }
}
