package dev.lungfish.replay.trace;

import java.io.IOException;
import java.time.Instant;

/// Reads the Standard Workload Format: a job on each line.
///
/// **Source:** the format's version 2.2 (Feitelson and others, Parallel Workloads Archive): field 2
/// is when the job was submitted, 3 how long it waited, 4 how long it ran, all in seconds; 5 how
/// many processors it got, 8 how many it asked for; 7 the memory that it used and 10 what it asked
/// for, in KB for each processor; -1 is not known.
final class Swf {
    private static final int SUBMIT = 1;
    private static final int WAIT = 2;
    private static final int RUN = 3;
    private static final int PROCESSORS = 4;
    private static final int MEMORY = 6;
    private static final int ASKED_PROCESSORS = 7;
    private static final int ASKED_MEMORY = 9;
    private static final int FIELDS = 18;
    private static final int LEAST_FIELDS = 5;
    private static final double KB = 1024;

    private Instant beginning = Instant.EPOCH;

    Work read(TraceFiles.Lines lines) throws IOException {
        Work work = new Work();
        double[] fields = new double[FIELDS];
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith(";")) {
                head(line);
            } else if (!line.isBlank()) {
                job(work, fields, fields(lines, line, fields));
            }
        }
        return work;
    }

    /// When the trace begins.
    Instant beginning() {
        return beginning;
    }

    private void head(String line) {
        String[] parts = line.substring(1).split(":", 2);
        if (parts.length == 2 && parts[0].strip().equals("UnixStartTime")) {
            String seconds = parts[1].strip();
            if (seconds.matches("\\d{1,11}")) {
                beginning = Instant.ofEpochSecond(Long.parseLong(seconds));
            }
        }
    }

    private static int fields(TraceFiles.Lines lines, String line, double[] fields) {
        int count = 0;
        int at = 0;
        int end = line.length();
        while (at < end) {
            while (at < end && line.charAt(at) <= ' ') {
                at++;
            }
            int begin = at;
            while (at < end && line.charAt(at) > ' ') {
                at++;
            }
            if (at > begin && count < FIELDS) {
                fields[count++] = number(lines, line, line.substring(begin, at));
            }
        }
        if (count < LEAST_FIELDS) {
            throw lines.malformed("a job of 18 numbers, at least its first 5", line);
        }
        return count;
    }

    private static double number(TraceFiles.Lines lines, String line, String word) {
        try {
            double number = Double.parseDouble(word);
            if (Double.isFinite(number) && Math.abs(number) < 1e15) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw lines.malformed("a job of 18 numbers", line);
    }

    private static void job(Work work, double[] fields, int count) {
        double processors =
                fields[PROCESSORS] > 0
                        ? fields[PROCESSORS]
                        : Math.max(1, known(fields, count, ASKED_PROCESSORS));
        double memory =
                Math.max(known(fields, count, MEMORY), 0) > 0
                        ? fields[MEMORY]
                        : Math.max(known(fields, count, ASKED_MEMORY), 0);
        long start = Math.round((fields[SUBMIT] + Math.max(0, fields[WAIT])) * 1000);
        long end = start + Math.round(fields[RUN] * 1000);
        work.run(start, end, processors, processors * memory * KB);
    }

    private static double known(double[] fields, int count, int field) {
        return field < count ? fields[field] : -1;
    }
}
