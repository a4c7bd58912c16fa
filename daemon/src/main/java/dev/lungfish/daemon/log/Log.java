package dev.lungfish.daemon.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Writes what happens, one line for each event: words, then fields.
///
///     request accepted request=3f2a9c target=mem length=PT8H
///
/// Under systemd's journal a line begins with its priority, `<6>`, and the journal knows the time;
/// elsewhere it begins with the time. Whoever writes words of others gets them escaped.
public final class Log {
    private final Consumer<String> lines;
    private final boolean journal;
    private final Supplier<Instant> clock;

    /// How much an event matters.
    ///
    /// **Source:** `sd-daemon(3)`, `SD_ERR` to `SD_DEBUG`.
    public enum Priority {
        ERROR(3),
        WARNING(4),
        NOTICE(5),
        INFO(6);

        private final int number;

        Priority(int number) {
            this.number = number;
        }
    }

    /// One fact of an event.
    ///
    /// @param name a word without spaces
    public record Field(String name, Object value) {
        /// A field.
        public static Field of(String name, Object value) {
            return new Field(name, value);
        }
    }

    /// @param lines takes each line, without its end; called by one thread at a time
    /// @param journal whether systemd's journal reads them
    /// @param clock for the time of an event
    public Log(Consumer<String> lines, boolean journal, Supplier<Instant> clock) {
        this.lines = lines;
        this.journal = journal;
        this.clock = clock;
    }

    public void error(String event, Field... fields) {
        write(Priority.ERROR, event, fields);
    }

    public void warning(String event, Field... fields) {
        write(Priority.WARNING, event, fields);
    }

    public void notice(String event, Field... fields) {
        write(Priority.NOTICE, event, fields);
    }

    public void info(String event, Field... fields) {
        write(Priority.INFO, event, fields);
    }

    private void write(Priority priority, String event, Field... fields) {
        StringBuilder line = new StringBuilder();
        if (journal) {
            line.append('<').append(priority.number).append('>');
        } else {
            line.append(clock.get().truncatedTo(ChronoUnit.MILLIS)).append(' ');
            if (priority.number < Priority.NOTICE.number) {
                line.append(priority == Priority.ERROR ? "error: " : "warning: ");
            }
        }
        line.append(event);
        for (Field field : fields) {
            line.append(' ').append(field.name).append('=');
            value(line, String.valueOf(field.value));
        }
        synchronized (this) {
            lines.accept(line.toString());
        }
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
                    } else if (Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || c == 0x2028
                            || c == 0x2029) {
                        line.append(String.format("\\u%04x", c));
                    } else {
                        line.appendCodePoint(c);
                    }
                });
        line.append('"');
    }
}
