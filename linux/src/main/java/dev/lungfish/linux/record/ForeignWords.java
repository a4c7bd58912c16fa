package dev.lungfish.linux.record;

import dev.lungfish.linux.systemd.RecordedLogind;
import dev.lungfish.linux.systemd.RecordedWakeTimers;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Leaves out of services' answers what programs and people wrote into them: who holds an inhibitor
/// and why, and what timers are called. What follows from them is kept: how many there are, their
/// kind, and when.
final class ForeignWords {
    private static final Pattern INHIBITOR = Pattern.compile("([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)");
    private static final Pattern TIMER = Pattern.compile("(\\S+) (.*)");

    private ForeignWords() {}

    static String without(String path, String text, Scrubber scrubber) {
        if (path.equals(RecordedLogind.path(RecordedLogind.INHIBITORS))) {
            return lines(
                    scrubber,
                    path,
                    text,
                    line -> {
                        Matcher inhibitor = INHIBITOR.matcher(line);
                        return inhibitor.matches()
                                ? String.join(
                                        "\t",
                                        inhibitor.group(1),
                                        scrubber.word("program", inhibitor.group(2)),
                                        scrubber.word("reason", inhibitor.group(3)),
                                        inhibitor.group(4))
                                : "";
                    });
        }
        if (path.equals(RecordedWakeTimers.PATH)) {
            return lines(
                    scrubber,
                    path,
                    text,
                    line -> {
                        Matcher timer = TIMER.matcher(line);
                        return timer.matches()
                                ? timer.group(1)
                                        + " "
                                        + scrubber.word("timer", timer.group(2))
                                        + ".timer"
                                : "";
                    });
        }
        return text;
    }

    private static String lines(
            Scrubber scrubber, String path, String text, UnaryOperator<String> without) {
        if (!text.isEmpty()) {
            scrubber.note(path, "words of programs and names of timers");
        }
        return text.lines().map(line -> without.apply(line) + "\n").collect(Collectors.joining());
    }
}
