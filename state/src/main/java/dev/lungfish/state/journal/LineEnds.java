package dev.lungfish.state.journal;

import java.io.IOException;

/// Finds lines from the back of a file, without reading what lies before them.
final class LineEnds {
    private static final int BLOCK_BYTES = 4096;

    private LineEnds() {}

    /// Bytes that can be read from anywhere.
    @FunctionalInterface
    interface Source {
        /// Reads what there is at a position.
        ///
        /// @return how many bytes; not positive at the end
        int read(byte[] target, long position) throws IOException;
    }

    /// Where the last line that ends before a position ends; 0 where none does.
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
