package dev.lungfish.cli.main;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Where an answer goes, which remembers why it could not be written: a [java.io.PrintStream] only
/// remembers that. For one thread.
final class AnswerStream extends FilterOutputStream {
    private Optional<String> failure = Optional.empty();

    AnswerStream(OutputStream target) {
        super(target);
    }

    /// Why a write failed for the first time, as the kernel says it; empty where none has.
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure.or(() -> Optional.of(String.valueOf(e.getMessage())));
            throw e;
        }
    }
}
