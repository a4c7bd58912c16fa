package dev.lungfish.cli.render;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostStatus;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.Optional;

/// What the host is doing, for people.
public final class StatusText {
    private StatusText() {}

    /// Some lines, each with its end.
    public static String render(HostStatus status) {
        StringBuilder text = new StringBuilder();
        switch (status) {
            case HostStatus.Running(CurrentRequest current, Optional<Duration> left) ->
                    running(text, current, left);
            case HostStatus.Open(PastSleep.Requested open) -> {
                SleepRequest request = open.accepted().request();
                line(
                        text,
                        "request %s is open, to be settled: its process was ended (%s)"
                                .formatted(request.id(), OutcomeText.asked(request)));
                line(
                        text,
                        "  'lungfish status' settles it, run by the user who owns the state"
                                + " directory");
            }
            case HostStatus.Idle(Optional<PastSleep> last, Optional<CurrentRequest> ended) -> {
                line(text, "no request runs");
                if (ended.isPresent()) {
                    line(text, "  last: " + ended(ended.get()));
                } else {
                    last.ifPresent(sleep -> line(text, "  last: " + HistoryText.line(sleep)));
                }
            }
        }
        return text.toString();
    }

    private static void running(
            StringBuilder text, CurrentRequest current, Optional<Duration> left) {
        line(
                text,
                "request %s is %s%s"
                        .formatted(
                                current.request().id(),
                                current.phase().spelling(),
                                left.map(time ->
                                                ": going to sleep in "
                                                        + time.plusMillis(999).toSeconds()
                                                        + " s, 'lungfish cancel' stops it")
                                        .orElse("")));
        line(text, "  asked: " + OutcomeText.asked(current.request()));
        current.plan().forEach(step -> line(text, "  " + ReasonText.withRemedy(step)));
    }

    private static String ended(CurrentRequest current) {
        Outcome outcome = current.outcome().orElseThrow();
        return "request %s (%s), %s: %s: %s%s"
                .formatted(
                        current.request().id(),
                        OutcomeText.asked(current.request()),
                        OutcomeText.seconds(current.since()),
                        OutcomeText.heading(outcome),
                        ReasonText.sentence(outcome.reason()),
                        current.leftBehind().isEmpty()
                                ? ""
                                : "; left behind: " + ReasonText.joined(current.leftBehind()));
    }

    private static void line(StringBuilder text, String words) {
        text.append(SanitizedText.of(words)).append('\n');
    }
}
