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
