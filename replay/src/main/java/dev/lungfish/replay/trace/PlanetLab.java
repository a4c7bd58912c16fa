package dev.lungfish.replay.trace;

import dev.lungfish.core.text.ReasonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Reads folders as those of PlanetLab's CoMon project, which CloudSim brings: a file for each
/// guest, on each line how much of its processors it used in 5 minutes, in percent. A folder of
/// such folders is one day after the other, in the order of their names.
final class PlanetLab {
    private static final long STEP = 300_000;
    private static final double ALL = 100;

    private PlanetLab() {}

    static Load read(Path folder, TraceFiles.Guest guest) throws IOException {
        List<Path> days = entries(folder, true);
        if (days.isEmpty()) {
            days = List.of(folder);
        }
        Work work = new Work();
        long begin = 0;
        for (Path day : days) {
            long end = begin;
            for (Path file : entries(day, false)) {
                end = Math.max(end, file(work, file, begin, guest));
            }
            begin = end;
        }
        if (work.isEmpty()) {
            throw new ReasonException(new TraceReason.TraceEmpty(folder.toString()));
        }
        return work.load(Instant.EPOCH);
    }

    private static List<Path> entries(Path folder, boolean folders) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            !entry.getFileName().toString().startsWith(".")
                                    && (folders
                                            ? Files.isDirectory(entry)
                                            : Files.isRegularFile(entry)))
                    .sorted()
                    .toList();
        }
    }

    private static long file(Work work, Path file, long begin, TraceFiles.Guest guest)
            throws IOException {
        try (TraceFiles.Lines lines = new TraceFiles.Lines(file)) {
            long at = begin;
            double before = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                double now = percent(lines, line.strip()) / ALL * guest.cores();
                double memory = at == begin ? guest.memory() : 0;
                if (now != before || memory > 0) {
                    work.change(at, now - before, memory, now > before);
                }
                before = now;
                at += STEP;
            }
            if (at > begin) {
                work.change(at, -before, -guest.memory(), false);
            }
            return at;
        }
    }

    /// A whole number below 100, as nearly all lines have it; -1 where it is none.
    private static int small(String word) {
        int number = word.isEmpty() || word.length() > 2 ? -1 : 0;
        for (int i = 0; number >= 0 && i < word.length(); i++) {
            int digit = word.charAt(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : -1;
        }
        return number;
    }

    private static double percent(TraceFiles.Lines lines, String word) {
        int small = small(word);
        if (small >= 0) {
            return small;
        }
        try {
            double number = Double.parseDouble(word);
            if (number >= 0 && number <= ALL) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw lines.malformed("0 to 100 percent", word);
    }
}
