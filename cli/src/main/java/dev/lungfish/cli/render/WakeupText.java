package dev.lungfish.cli.render;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.api.OtherWake;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.time.Instant;

/// Wakeups, for people.
public final class WakeupText {
    private WakeupText() {}

    /// What was done with one, in a line.
    ///
    /// @param done `asked for`
    public static String render(String done, Wakeup wakeup) {
        return line(
                "Wakeup %s is %s: %s%s"
                        .formatted(
                                wakeup.id(),
                                done,
                                ReasonText.sentence(wakeup.inPlan()),
                                again(wakeup)));
    }

    /// All that will wake the host: a line each.
    public static String render(WakeupReport report) {
        StringBuilder text = new StringBuilder();
        if (report.wakeups().isEmpty()) {
            text.append("no wakeups are asked for\n");
        }
        for (Wakeup wakeup : report.wakeups()) {
            text.append(
                    line(
                            String.format(
                                    "%s  %s  %-16s  %s",
                                    wakeup.id(),
                                    OutcomeText.seconds(wakeup.at()),
                                    when(wakeup, report.now()),
                                    "for %s: %s%s"
                                            .formatted(
                                                    SpokenDuration.of(wakeup.stay()),
                                                    wakeup.whose(),
                                                    again(wakeup)))));
        }
        for (OtherWake other : report.others()) {
            text.append(
                    line(
                            String.format(
                                    "%-8s  %s  %-16s  %s",
                                    "-",
                                    OutcomeText.seconds(other.at()),
                                    in(Duration.between(report.now(), other.at())),
                                    inWords(other))));
        }
        report.unknown()
                .forEach(what -> text.append(line("not known: " + ReasonText.withRemedy(what))));
        return text.toString();
    }

    /// When it comes again, where it does.
    private static String again(Wakeup wakeup) {
        return wakeup.repeats().map(repeats -> "; again " + repeats.calendar()).orElse("");
    }

    private static String when(Wakeup wakeup, Instant now) {
        if (wakeup.at().isAfter(now)) {
            return in(Duration.between(now, wakeup.at()));
        }
        return wakeup.end().isAfter(now) ? "now" : "past";
    }

    private static String in(Duration ahead) {
        return "in " + SpokenDuration.of(ahead);
    }

    private static String inWords(OtherWake other) {
        return switch (other.kind()) {
            case RTC_ALARM -> "the alarm that is set in " + other.name();
            case SYSTEMD_TIMER -> "systemd's " + other.name();
        };
    }

    private static String line(String words) {
        return SanitizedText.of(words) + "\n";
    }
}
