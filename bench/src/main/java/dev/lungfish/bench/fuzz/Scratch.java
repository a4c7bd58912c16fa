package dev.lungfish.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders in memory for what targets read from files.
final class Scratch {
    private Scratch() {}

    /// A new one; whoever starts the fuzzer removes all of them.
    static Path folder() {
        Path memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "lungfish-fuzz-")
                    : Files.createTempDirectory("lungfish-fuzz-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
