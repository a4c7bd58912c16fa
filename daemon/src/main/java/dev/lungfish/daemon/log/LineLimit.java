package dev.lungfish.daemon.log;

import dev.lungfish.runtime.clock.Deadline;
import java.time.Duration;

/// Lets so many lines into the log in a time, so that no client can fill it. Safe for use by
/// several threads.
public final class LineLimit {
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final int MOST_LINES = 20;

    private final Log log;
    private Deadline span = Deadline.after(SPAN);
    private int lines;

    public LineLimit(Log log) {
        this.log = log;
    }

    /// Whether one more line may be written; how many might not is told later.
    public synchronized boolean mayTell() {
        if (span.passed()) {
            if (lines > MOST_LINES) {
                log.event(new LogEvent.LogLinesSuppressed(lines - MOST_LINES, SPAN));
            }
            span = Deadline.after(SPAN);
            lines = 0;
        }
        lines++;
        return lines <= MOST_LINES;
    }
}
