package dev.lungfish.replay.trace;

import dev.lungfish.core.text.ReasonException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Reads recorded load, in any of the forms that are known.
public final class TraceFiles {
    private TraceFiles() {}

    /// What a guest of a PlanetLab folder has, which its file does not say.
    ///
    /// @param cores of which the file says how much is used
    /// @param memory in bytes
    public record Guest(double cores, double memory) {}

    /// Reads a trace: a folder with a file for each guest, a file in the Standard Workload Format,
    /// or one of comma-separated values. Files may be compressed by gzip.
    ///
    /// @throws ReasonException with a [TraceReason]
    public static Load read(Path trace, Guest guest) {
        try {
            Load load = Files.isDirectory(trace) ? PlanetLab.read(trace, guest) : file(trace);
            if (load.times()[load.times().length - 1] == 0) {
                throw new ReasonException(new TraceReason.TraceEmpty(trace.toString()));
            }
            return load;
        } catch (IOException e) {
            throw new ReasonException(new TraceReason.TraceUnreadable(trace.toString(), words(e)));
        }
    }

    /// An amount of memory in bytes: `4GiB`, `512MiB`, `2147483648`; `GB` is a power of 1000.
    ///
    /// @throws IllegalArgumentException where it is none
    public static double bytes(String written) {
        return Csv.bytes(written);
    }

    private static String words(IOException e) {
        String why = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return why == null ? e.getClass().getSimpleName() : why;
    }

    private static Load file(Path trace) throws IOException {
        try (Lines lines = new Lines(trace)) {
            String name = trace.getFileName().toString().toLowerCase(Locale.ROOT);
            boolean swf = name.replaceFirst("\\.gz$", "").endsWith(".swf");
            boolean csv = name.replaceFirst("\\.gz$", "").endsWith(".csv");
            Work work;
            Swf reader = new Swf();
            if (swf || (!csv && !lines.firstHasComma())) {
                work = reader.read(lines);
            } else {
                work = Csv.read(lines);
            }
            if (work.isEmpty()) {
                throw new ReasonException(new TraceReason.TraceEmpty(trace.toString()));
            }
            return work.load(reader.beginning());
        }
    }

    /// The lines of a file, with their numbers.
    static final class Lines implements AutoCloseable {
        private static final int GZIP = 0x1f8b;
        private final Path file;
        private final BufferedReader reader;
        private @Nullable String first;
        private int number;

        Lines(Path file) throws IOException {
            this.file = file;
            InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            try {
                raw.mark(2);
                int magic = raw.read() << 8 | raw.read();
                raw.reset();
                reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        magic == GZIP ? new GZIPInputStream(raw, 1 << 16) : raw,
                                        StandardCharsets.ISO_8859_1));
                first = reader.readLine();
            } catch (IOException e) {
                raw.close();
                throw e;
            }
        }

        boolean firstHasComma() {
            return first != null && first.indexOf(',') >= 0 && first.charAt(0) != ';';
        }

        /// The next one; null at the end.
        @Nullable String next() throws IOException {
            number++;
            if (number == 1) {
                String line = first;
                first = null;
                return line;
            }
            return reader.readLine();
        }

        /// Where the last one stands.
        String place() {
            return "%s:%d".formatted(file, number);
        }

        ReasonException malformed(String expected, String found) {
            return new ReasonException(
                    new TraceReason.TraceLineMalformed(place(), expected, shortened(found)));
        }

        private static String shortened(String found) {
            String printable = found.replaceAll("[^\\x20-\\x7e]", "?");
            return printable.length() > 60 ? printable.substring(0, 60) + "..." : printable;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
