package dev.lungfish.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What came of a program.
///
/// @param code its exit code
/// @param output all that it wrote, to both streams
record Run(int code, String output) {
    /// Runs it to its end; the test's own time limit ends it before.
    static Run of(List<String> words) throws IOException, InterruptedException {
        return of(words, Map.of());
    }

    static Run of(List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
