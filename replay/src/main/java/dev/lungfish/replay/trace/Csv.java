package dev.lungfish.replay.trace;

import dev.lungfish.core.text.ReasonException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a file of comma-separated values: a line for each job or guest. The first line names the
/// columns; `start`, `end`, `cores` and `memory` are needed, in any order, others are passed over.
final class Csv {
    private static final List<String> COLUMNS = List.of("start", "end", "cores", "memory");
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT]i?)?B?");
    private static final double MOST = 1e15;

    private final TraceFiles.Lines lines;
    private final int[] places;

    private Csv(TraceFiles.Lines lines, int[] places) {
        this.lines = lines;
        this.places = places;
    }

    static Work read(TraceFiles.Lines lines) throws IOException {
        String head = lines.next();
        List<String> names =
                Arrays.stream((head == null ? "" : head).split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        for (String column : COLUMNS) {
            if (!names.contains(column)) {
                throw new ReasonException(
                        new TraceReason.TraceColumnMissing(lines.place(), column));
            }
        }
        int[] places = COLUMNS.stream().mapToInt(names::indexOf).toArray();
        return new Csv(lines, places).rows();
    }

    private Work rows() throws IOException {
        Work work = new Work();
        List<double[]> open = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank() && line.charAt(0) != '#') {
                row(work, open, line);
            }
        }
        for (double[] one : open) {
            work.run((long) one[0], Math.max(work.last(), (long) one[0] + 1), one[1], one[2]);
        }
        return work;
    }

    private void row(Work work, List<double[]> open, String line) {
        String[] cells = line.split(",", -1);
        for (int place : places) {
            if (place >= cells.length) {
                throw lines.malformed("as many columns as the first line has", line);
            }
        }
        long start = time(cells[places[0]].strip());
        String end = cells[places[1]].strip();
        double cores = number(cells[places[2]].strip());
        double memory = size(cells[places[3]].strip());
        if (end.isEmpty()) {
            open.add(new double[] {start, cores, memory});
            return;
        }
        long ended = time(end);
        if (ended < start) {
            throw lines.malformed("an end that is not before the start", line);
        }
        work.run(start, ended, cores, memory);
    }

    /// In milliseconds.
    private long time(String cell) {
        try {
            double seconds = Double.parseDouble(cell);
            if (Double.isFinite(seconds) && Math.abs(seconds) < MOST / 1000) {
                return Math.round(seconds * 1000);
            }
        } catch (NumberFormatException _) {
            try {
                return Instant.parse(cell).toEpochMilli();
            } catch (DateTimeParseException _) {
                // Told below.
            }
        }
        throw lines.malformed("seconds, or a time as 2026-01-31T12:00:00Z", cell);
    }

    private double number(String cell) {
        try {
            double number = Double.parseDouble(cell);
            if (number >= 0 && number < MOST) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw lines.malformed("a number of cores", cell);
    }

    private double size(String cell) {
        if (cell.isEmpty()) {
            return 0;
        }
        try {
            return bytes(cell);
        } catch (IllegalArgumentException _) {
            throw lines.malformed("an amount of memory, as 4GiB, or in bytes", cell);
        }
    }

    /// An amount of memory: `4GiB`, `512MiB`, `2147483648`; KB, MB and GB are powers of 1000.
    ///
    /// @throws IllegalArgumentException where it is none
    static double bytes(String written) {
        Matcher matcher = SIZE.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("an amount as 4GiB expected, found " + written);
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2);
        if (unit == null) {
            return number;
        }
        return number
                * Math.pow(unit.endsWith("i") ? 1024 : 1000, 1 + "KMGT".indexOf(unit.charAt(0)));
    }
}
