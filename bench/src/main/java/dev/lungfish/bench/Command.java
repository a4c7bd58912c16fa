package dev.lungfish.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// A program with its arguments, run to its end with its output discarded.
///
/// @param words the program and its arguments
/// @param answers the exit codes that are an answer; any other is a failure
record Command(List<String> words, Set<Integer> answers) implements Workload.Work {
    Command {
        words = List.copyOf(words);
        answers = Set.copyOf(answers);
    }

    static Command of(String... words) {
        return new Command(List.of(words), Set.of(0));
    }

    @Override
    public void run() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        int code = process.waitFor();
        if (!answers.contains(code)) {
            throw new IOException("'" + String.join(" ", words) + "' exited with " + code);
        }
    }
}
