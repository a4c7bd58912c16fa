package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.tree.HostTree;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The timers of a record, in `services/systemd/wake-timers`: a line for each, its time in ISO
/// 8601, a space and its unit. An empty file: there are none.
public final class RecordedWakeTimers implements WakeTimers {
    /// The file, in the record.
    public static final String PATH = "/services/systemd/wake-timers";

    private final HostTree tree;

    public RecordedWakeTimers(HostTree tree) {
        this.tree = tree;
    }

    /// The timers as text for a record.
    public static String format(List<WakeTimer> timers) {
        return timers.stream()
                .map(timer -> timer.at() + " " + timer.unit() + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public Reading<List<WakeTimer>> read(Moment now) {
        Reading<List<WakeTimer>> timers = tree.text(PATH).map(RecordedWakeTimers::parse);
        return timers instanceof Reading.Present<List<WakeTimer>>(String source, var all, _)
                ? new Reading.Present<>(source, all, inWords(all))
                : timers;
    }

    static String inWords(List<WakeTimer> timers) {
        return timers.isEmpty()
                ? "no timers that wake the host"
                : timers.stream()
                        .map(timer -> HostTree.quote(timer.unit()) + " at " + timer.at())
                        .collect(Collectors.joining(", "));
    }

    private static List<WakeTimer> parse(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(RecordedWakeTimers::parseLine)
                .toList();
    }

    private static WakeTimer parseLine(String line) {
        int space = line.indexOf(' ');
        try {
            if (space > 0 && space < line.length() - 1) {
                return new WakeTimer(
                        line.substring(space + 1), Instant.parse(line.substring(0, space)));
            }
        } catch (DateTimeException _) {
            // Reported below, like a line without a space.
        }
        throw new IllegalArgumentException(
                "a time and a timer expected, like 2026-01-01T06:30:00Z backup.timer, found %s"
                        .formatted(HostTree.quote(line)));
    }
}
