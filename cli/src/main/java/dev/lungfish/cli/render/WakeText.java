package dev.lungfish.cli.render;

import dev.lungfish.agent.neighbour.WakeAttempt;
import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.Locale;

/// What came of `lungfish wake`, for people.
public final class WakeText {
    private WakeText() {}

    /// One line with its end.
    public static String render(String target, WakeAttempt.Result result) {
        return "%s\n"
                .formatted(
                        SanitizedText.of(
                                switch (result) {
                                    case WakeAttempt.Result.AwakeAlready(Reason evidence) ->
                                            "%s was awake already: it answers at %s"
                                                    .formatted(
                                                            target, ReasonText.sentence(evidence));
                                    case WakeAttempt.Result.Woken(
                                                    Reason evidence,
                                                    Duration after,
                                                    int sendings) ->
                                            "%s is awake: it answers at %s, %s s after the first packet%s"
                                                    .formatted(
                                                            target,
                                                            ReasonText.sentence(evidence),
                                                            seconds(after),
                                                            sendings == 1
                                                                    ? ""
                                                                    : ", sent " + sendings
                                                                            + " times");
                                    case WakeAttempt.Result.Silent(Duration waited, int sendings) ->
                                            "%s does not answer after %s s and %d sendings: see whether Wake-on-LAN is set there ('lungfish wol'), and whether it shares a network with the sender ('lungfish hosts', --via)"
                                                    .formatted(target, seconds(waited), sendings);
                                    case WakeAttempt.Result.NotSent _ ->
                                            "nothing could be sent for " + target;
                                    case WakeAttempt.Result.Sent _ ->
                                            "sent for "
                                                    + target
                                                    + "; whether it wakes was not looked at";
                                }));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
