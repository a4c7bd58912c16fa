package dev.lungfish.cli.render;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.api.Finished;
import dev.lungfish.api.Settled;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.time.SpokenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What came of a request, for people: the verdict first, then what was asked, what was done, and
/// how that compares.
public final class OutcomeText {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StringBuilder text = new StringBuilder();

    private OutcomeText() {}

    /// The whole story of a request, ended by a line end.
    public static String render(Finished finished) {
        return new OutcomeText().write(finished);
    }

    private String write(Finished finished) {
        Outcome outcome = finished.outcome();
        if (outcome instanceof Outcome.WouldSleep(List<Reason> plan)) {
            line("Every check passed; nothing was written. The plan:");
            plan.forEach(step -> line("  " + ReasonText.withRemedy(step)));
            return text.toString();
        }
        line(heading(outcome) + ": " + ReasonText.sentence(outcome.reason()));
        row("asked", asked(finished.request()) + ", request " + finished.request().id());
        finished.accepted().ifPresent(this::writeWay);
        List<Segment> segments = finished.segments();
        if (segments.size() > 1) {
            for (Segment segment : segments) {
                row("nap", nap(segment));
            }
        }
        switch (outcome) {
            case Outcome.Slept(Duration asleep, Duration off, WakeCause cause, _) ->
                    writeSleep(asleep, off, cause);
            case Outcome.WokeEarly(Duration asleep, Duration off, WakeCause cause, _) ->
                    writeSleep(asleep, off, cause);
            case Outcome.WokeLate(Duration asleep, Duration off, WakeCause cause, _) ->
                    writeSleep(asleep, off, cause);
            case Outcome.Woken(Duration asleep, WakeCause cause, _) -> {
                row("slept", SpokenDuration.of(asleep));
                row("woken by", ReasonText.sentence(cause.description()));
            }
            case Outcome.Unproven(Duration asleep, _) ->
                    row("slept", SpokenDuration.of(asleep) + " by the clocks alone");
            case Outcome.NeverEntered(String step, String device, String error, _) -> {
                rowUnlessEmpty("step", step);
                rowUnlessEmpty("device", device);
                rowUnlessEmpty("error", error);
            }
            case Outcome.Cancelled _,
                    Outcome.Refused _,
                    Outcome.ResumedFromNothing _,
                    Outcome.WouldSleep _ -> {}
        }
        return text.toString();
    }

    /// The verdict in a few words.
    static String heading(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Slept _ -> "Slept and woke as promised";
            case Outcome.Woken _ -> "Slept and was woken";
            case Outcome.WokeEarly _ -> "Woke early";
            case Outcome.WokeLate _ -> "Woke late";
            case Outcome.Refused _ -> "Refused, nothing was changed";
            case Outcome.Cancelled _ -> "Cancelled";
            case Outcome.NeverEntered _ -> "Never slept";
            case Outcome.Unproven _ -> "Not proved";
            case Outcome.ResumedFromNothing _ -> "Came back from nothing";
            case Outcome.WouldSleep _ -> "Would sleep";
        };
    }

    /// What somebody asked for: `mem for 8 h, by root by lungfish suspend`.
    static String asked(SleepRequest request) {
        return "%s %s, by %s"
                .formatted(
                        request.target().spelling(), request.lengthInWords(), request.requester());
    }

    private void writeWay(JournalEntry.Accepted accepted) {
        row(
                "way",
                "%s by %s, back by %s"
                        .formatted(
                                accepted.state().spelling(),
                                accepted.executor().spelling(),
                                way(accepted)));
    }

    private static String way(JournalEntry.Accepted accepted) {
        Optional<String> alarm =
                accepted.request().length().map(_ -> "the alarm of " + accepted.rtc());
        Optional<String> packet =
                accepted.card().map(card -> "a magic packet to " + card.deviceName());
        return Stream.of(alarm, packet)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" or "));
    }

    private static String nap(Segment segment) {
        return "%s, woken by %s, at %s"
                .formatted(
                        SpokenDuration.of(segment.asleep()),
                        ReasonText.sentence(segment.cause().description()),
                        seconds(segment.woke()));
    }

    private void writeSleep(Duration asleep, Duration off, WakeCause cause) {
        row("slept", SpokenDuration.of(asleep));
        row("woken by", ReasonText.sentence(cause.description()));
        row("back", inTime(off));
    }

    private static String inTime(Duration off) {
        if (off.abs().compareTo(SECOND) < 0) {
            return "on time, within a second";
        }
        return "%s%s the promised time"
                .formatted(SpokenDuration.of(off), off.isNegative() ? " before" : " after");
    }

    static String seconds(Instant time) {
        return SpokenTime.of(time);
    }

    private void rowUnlessEmpty(String name, String value) {
        if (!value.isEmpty()) {
            row(name, value);
        }
    }

    private void row(String name, String value) {
        line(String.format("  %-9s %s", name, value));
    }

    private void line(String words) {
        text.append(SanitizedText.of(words)).append('\n');
    }

    /// What became of what an earlier run had left open, a sentence each.
    public static List<String> settled(Settled settled) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                settled.request()
                                .map(request ->
                                        ("request %s was left open by an earlier"
                                                        + " run and is settled now")
                                                .formatted(request.id()))
                                .orElse("what an earlier run had left on the host is undone now")
                        + settled.outcome()
                                .map(outcome ->
                                        ": %s: %s"
                                                .formatted(
                                                        heading(outcome),
                                                        ReasonText.sentence(outcome.reason())))
                                .orElse(""));
        settled.leftBehind()
                .forEach(left -> sentences.add("left behind: " + ReasonText.withRemedy(left)));
        return sentences;
    }
}
