package dev.lungfish.daemon.log;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.linux.systemd.JournalSocket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Writes what happens. Never waits for whoever reads it: what a reader does not take is counted,
/// and logged when it takes entries again.
///
/// Where systemd's journal reads the process, an event is an entry of the journal with its fields.
/// Elsewhere it is one line: the time, words, fields, and the name of the event.
///
///     request accepted request=3f2a9c target=mem length=PT8H event=request-accepted
///
/// Such a line also goes to a journal that takes no entries; it begins with its priority then,
/// `<6>`. Words of others are escaped.
public final class Log {
    private final Predicate<String> lines;
    private final boolean journalReads;
    private final Optional<JournalSocket> journal;
    private final Supplier<Instant> clock;
    private long lost;
    private volatile long lostInAll;

    /// A log of lines alone.
    ///
    /// @param lines takes each line, without its end; called by one thread at a time
    /// @param journal whether systemd's journal reads them
    /// @param clock for the time of an event
    public Log(Consumer<String> lines, boolean journal, Supplier<Instant> clock) {
        this(
                line -> {
                    lines.accept(line);
                    return true;
                },
                journal,
                Optional.empty(),
                clock);
    }

    private Log(
            Predicate<String> lines,
            boolean journalReads,
            Optional<JournalSocket> journal,
            Supplier<Instant> clock) {
        this.lines = lines;
        this.journalReads = journalReads;
        this.journal = journal;
        this.clock = clock;
    }

    /// A log of entries of the journal where there is one, else of lines.
    ///
    /// @param lines takes each line that is none of the journal's entries; says whether it did
    public static Log of(
            Optional<JournalSocket> journal, Predicate<String> lines, Supplier<Instant> clock) {
        return new Log(lines, journal.isPresent(), journal, clock);
    }

    /// Logs an event.
    public synchronized void event(LogEvent event) {
        if (lost > 0 && !taken(new LogEvent.LogEntriesLost(lost))) {
            lost++;
            lostInAll++;
            return;
        }
        lost = taken(event) ? 0 : 1;
        lostInAll += lost;
    }

    /// How many entries no reader took.
    public long lostInAll() {
        return lostInAll;
    }

    private boolean taken(LogEvent event) {
        LogFields fields = new LogFields(event);
        JournalSocket.Sent sent =
                journal.map(socket -> socket.send(fields.entry(words(event, fields.shown()))))
                        .orElse(JournalSocket.Sent.REFUSED);
        return switch (sent) {
            case TAKEN -> true;
            case BUSY -> false;
            case REFUSED -> lines.test(start(event.kind().value()) + words(event, fields.line()));
        };
    }

    private String start(LogEvent.Priority priority) {
        if (journalReads) {
            return "<" + priority.number() + ">";
        }
        String time = clock.get().truncatedTo(ChronoUnit.MILLIS) + " ";
        return switch (priority) {
            case ERROR -> time + "error: ";
            case WARNING -> time + "warning: ";
            case NOTICE, INFO -> time;
        };
    }

    private static String words(LogEvent event, List<LogFields.Named> fields) {
        StringBuilder line = new StringBuilder(event.words());
        for (LogFields.Named field : fields) {
            line.append(' ').append(field.name()).append('=');
            value(line, field.text());
        }
        return line.toString();
    }

    private static void value(StringBuilder line, String value) {
        boolean plain =
                !value.isEmpty()
                        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
        if (plain) {
            line.append(value);
            return;
        }
        line.append('"');
        value.codePoints()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        line.append('\\').appendCodePoint(c);
                    } else if (SanitizedText.isHarmful(c)) {
                        line.append(SanitizedText.inUnicode(c));
                    } else {
                        line.appendCodePoint(c);
                    }
                });
        line.append('"');
    }
}
