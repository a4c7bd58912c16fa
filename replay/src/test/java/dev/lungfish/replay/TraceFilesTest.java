package dev.lungfish.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.replay.trace.Load;
import dev.lungfish.replay.trace.TraceFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFilesTest {
    private static final double GIB = 1L << 30;
    private static final String SWF =
            """
            ; UnixStartTime: 1000000000
            ; MaxProcs: 128

            1 0 10 100 4 -1 1048576 8 -1 -1 1 1 1 1 1 -1 -1 -1
            2 50 0 100 -1 -1 -1 2 -1 -1 1 1 1 1 1 -1 -1 -1
            3 60 0 -1 4 -1 -1 4 -1 -1 0 1 1 1 1 -1 -1 -1
            """;

    @TempDir Path folder;

    @Test
    void readsJobsOfTheStandardWorkloadFormat() throws IOException {
        Load load = read("a.swf", SWF);

        assertThat(load.beginning()).isEqualTo(Instant.ofEpochSecond(1_000_000_010));
        assertThat(load.times()).containsExactly(0, 40_000, 100_000, 140_000);
        assertThat(load.cores()).containsExactly(4, 6, 2, 0);
        assertThat(load.memory()[0]).isEqualTo(4 * GIB);
        assertThat(load.begun()).containsExactly(1, 1, 0, 0);
        assertThat(load.need(4, 1e18).hosts()).containsExactly(1, 2, 1, 0);
        assertThat(load.need(64, 2 * GIB).hosts()[0]).as("by memory").isEqualTo(2);
    }

    @Test
    void readsWhatGzipCompressed() throws IOException {
        Path file = folder.resolve("a.swf.gz");
        try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(file))) {
            to.write(SWF.getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(read(file).cores()).containsExactly(4, 6, 2, 0);
    }

    @Test
    void readsCommaSeparatedValuesInAnyOrder() throws IOException {
        Load load =
                read(
                        "a.csv",
                        """
                        name,cores,Memory,start,end
                        a,2,1GiB,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z
                        b,1.5,,2026-01-01T00:30:00Z,
                        """);

        assertThat(load.times()).containsExactly(0, 1_800_000, 3_600_000);
        assertThat(load.cores()).containsExactly(2, 3.5, 0);
        assertThat(load.memory()[0]).isEqualTo(GIB);
    }

    @Test
    void readsAFolderForEachDay() throws IOException {
        for (String day : new String[] {"20110303", "20110304"}) {
            Files.createDirectory(folder.resolve(day));
            Files.writeString(folder.resolve(day).resolve("one"), "100\n0\n50\n");
            Files.writeString(folder.resolve(day).resolve("two"), "100\n100\n100\n");
        }

        Load load = read(folder);

        assertThat(load.times())
                .containsExactly(0, 300_000, 600_000, 900_000, 1_200_000, 1_500_000, 1_800_000);
        assertThat(load.cores()).containsExactly(2, 1, 1.5, 2, 1, 1.5, 0);
    }

    @Test
    void tellsWhereATraceIsWrong() throws IOException {
        refused("bad.swf", SWF + "4 1 2 three 4 5\n", "bad.swf:7: ", "three");
        refused("short.swf", "1 2 3\n", "short.swf:1: ", "1 2 3");
        refused("column.csv", "start,end,cores\n", "column.csv:1: no column is named 'memory'");
        refused("cells.csv", "start,end,cores,memory\n1,2,3\n", "cells.csv:2: ");
        refused("order.csv", "start,end,cores,memory\n5,2,3,0\n", "order.csv:2: ", "before");
        refused("size.csv", "start,end,cores,memory\n1,2,3,much\n", "size.csv:2: ", "much");
        refused("empty.csv", "start,end,cores,memory\n", "no work is in", "empty.csv");
        refused("empty.swf", "; nothing\n", "no work is in", "empty.swf");
        Path guests = Files.createDirectory(folder.resolve("guests"));
        assertThatThrownBy(() -> read(guests)).hasMessageContaining("no work is in");
        Files.writeString(guests.resolve("one"), "5\n101\n");
        assertThatThrownBy(() -> read(guests)).hasMessageContaining("one:2: 0 to 100 percent");
        assertThatThrownBy(() -> read(folder.resolve("nowhere")))
                .hasMessageContaining("nowhere can't be read");
    }

    private void refused(String name, String text, String... words) {
        assertThatThrownBy(() -> read(name, text)).hasMessageContainingAll(words);
    }

    private Load read(String name, String text) throws IOException {
        return read(Files.writeString(folder.resolve(name), text));
    }

    private static Load read(Path file) {
        return TraceFiles.read(file, new TraceFiles.Guest(1, 0));
    }
}
