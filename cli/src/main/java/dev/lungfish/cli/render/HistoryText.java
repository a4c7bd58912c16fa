package dev.lungfish.cli.render;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.state.json.OutcomeJson;
import java.util.List;

/// Past requests, for people: a line each, newest last.
public final class HistoryText {
    private static final String FORM = "%-26s  %-12s  %-6s %-10s  %-13s  %s";

    private HistoryText() {}

    public static String render(List<PastSleep> past) {
        if (past.isEmpty()) {
            return "no request was accepted on this host yet\n";
        }
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                FORM + "%n",
                                "ACCEPTED",
                                "REQUEST",
                                "TARGET",
                                "FOR",
                                "OUTCOME",
                                "WHY"));
        past.forEach(sleep -> text.append(line(sleep)).append('\n'));
        return text.toString();
    }

    /// One sleep in one line.
    static String line(PastSleep sleep) {
        return SanitizedText.of(
                switch (sleep) {
                    case PastSleep.Requested requested -> line(requested);
                    case PastSleep.Foreign(JournalEntry.Foreign entry) ->
                            "%-26s  by others  %s"
                                    .formatted(
                                            entry.segment()
                                                    .map(segment ->
                                                            OutcomeText.seconds(segment.woke()))
                                                    .orElse("-"),
                                            ReasonText.sentence(entry.reason()));
                });
    }

    private static String line(PastSleep.Requested requested) {
        JournalEntry.Accepted accepted = requested.accepted();
        return String.format(
                FORM,
                OutcomeText.seconds(accepted.at().wall()),
                accepted.request().id(),
                accepted.request().target().spelling(),
                accepted.request().length().map(SpokenDuration::of).orElse("unbounded"),
                requested.ended().map(ended -> OutcomeJson.kind(ended.outcome())).orElse("open"),
                requested
                        .ended()
                        .map(ended ->
                                ReasonText.sentence(ended.outcome().reason())
                                        + (ended.leftBehind().isEmpty()
                                                ? ""
                                                : "; left behind: %s"
                                                        .formatted(
                                                                ReasonText.joined(
                                                                        ended.leftBehind()))))
                        .orElse("runs, or was left open and is to be settled"));
    }
}
