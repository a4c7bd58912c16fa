package dev.lungfish.state.journal;

import java.io.IOException;

/// Finds lines from the end of a file, without reading the part before them.
final class LineEnds {
    private static final int BLOCK_BYTES = 4096;

    private LineEnds() {}

    /// Bytes with random access.
    @FunctionalInterface
    interface Source {
        /// Reads bytes at a position.
        ///
        /// @return how many bytes; not positive at the end
        int read(byte[] target, long position) throws IOException;
    }

    /// How many lines end before a position.
    static int count(Source source, long before) throws IOException {
        int lines = 0;
        byte[] block = new byte[BLOCK_BYTES];
        for (long at = 0; at < before; at += BLOCK_BYTES) {
            int read = (int) Math.min(source.read(block, at), before - at);
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    lines++;
                }
            }
        }
        return lines;
    }

    /// The end of the last line that ends before a position; 0 if there is none.
    static long lastBefore(Source source, long before) throws IOException {
        for (long above = before; above > 0; ) {
            long start = Math.max(0, above - BLOCK_BYTES);
            byte[] block = new byte[(int) (above - start)];
            for (int i = source.read(block, start) - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return start + i + 1;
                }
            }
            above = start;
        }
        return 0;
    }
}
