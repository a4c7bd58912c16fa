package dev.lungfish.cli.render;

import dev.lungfish.core.cpu.FileChange;
import dev.lungfish.host.cpu.CpuOutcome;
import dev.lungfish.host.journal.OutcomeJson;
import dev.lungfish.host.report.HarmlessText;
import dev.lungfish.host.report.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What came of an order to set the processors, for people and as JSON (`docs/json.md`).
public final class CpuOutcomeText {
    private CpuOutcomeText() {}

    /// Shows it.
    ///
    /// @param out takes the answer
    /// @param teller takes a line for each thing that went wrong
    /// @return whether it was done
    public static boolean show(
            CpuOutcome outcome, boolean json, PrintStream out, Consumer<String> teller) {
        if (json) {
            out.print(json(outcome));
        } else {
            switch (outcome) {
                case CpuOutcome.Done(List<FileChange> written, List<String> notes) ->
                        done(written, notes).forEach(line -> out.println(HarmlessText.of(line)));
                case CpuOutcome.Refused(List<String> reasons) ->
                        reasons.forEach(reason -> teller.accept("nothing is changed: " + reason));
                case CpuOutcome.Failed(String why, List<String> leftBehind) -> {
                    teller.accept(why + (leftBehind.isEmpty() ? "; all is as it was before" : ""));
                    leftBehind.forEach(left -> teller.accept("left behind: " + left));
                }
            }
        }
        return outcome instanceof CpuOutcome.Done;
    }

    /// One line for each setting and value, with the groups that have it.
    private static List<String> done(List<FileChange> written, List<String> notes) {
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
        notes.forEach(note -> said.add("note: " + note));
        return said;
    }

    private static String json(CpuOutcome outcome) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.cpu-set/1");
            switch (outcome) {
                case CpuOutcome.Done(List<FileChange> written, List<String> notes) -> {
                    json.writeStringProperty("kind", "done");
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
                    OutcomeJson.texts(json, "notes", notes);
                }
                case CpuOutcome.Refused(List<String> reasons) -> {
                    json.writeStringProperty("kind", "refused");
                    OutcomeJson.texts(json, "reasons", reasons);
                }
                case CpuOutcome.Failed(String why, List<String> leftBehind) -> {
                    json.writeStringProperty("kind", "failed");
                    json.writeStringProperty("why", why);
                    OutcomeJson.texts(json, "leftBehind", leftBehind);
                }
            }
        });
    }
}
