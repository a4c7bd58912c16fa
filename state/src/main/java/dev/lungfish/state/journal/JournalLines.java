package dev.lungfish.state.journal;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.state.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Past sleeps as lines of a journal, for somebody at another place.
public final class JournalLines {
    private JournalLines() {}

    /// The lines that tell of one.
    public static List<String> of(PastSleep sleep) {
        return switch (sleep) {
            case PastSleep.Requested requested -> {
                List<String> lines = new ArrayList<>();
                lines.add(line(requested.accepted()));
                for (Segment segment : requested.segments()) {
                    lines.add(line(new JournalEntry.Returned(segment)));
                }
                requested.ended().ifPresent(ended -> lines.add(line(ended)));
                yield lines;
            }
            case PastSleep.Foreign(JournalEntry.Foreign entry) -> List.of(line(entry));
        };
    }

    /// One line, without its end.
    public static String line(JournalEntry entry) {
        return new String(EntryJson.write(entry, EntryJson.FIRST_SCHEMA), StandardCharsets.UTF_8);
    }

    /// Puts lines together again.
    ///
    /// @throws IllegalArgumentException where one of them is none of this version
    public static List<PastSleep> read(List<String> lines) {
        JournalContent.Collector collector = new JournalContent.Collector();
        for (String line : lines) {
            collector.add(EntryJson.read(line.getBytes(StandardCharsets.UTF_8)));
        }
        return collector.content().past();
    }
}
