package dev.lungfish.linux.record;

import dev.lungfish.core.evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Collects the answers of one service: answers become files, failures are left out with their
/// reason, absent answers are ignored. Not safe for use by several threads.
final class AnswerCollection {
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();

    <T> AnswerCollection add(String file, Reading<T> answer, Function<? super T, String> content) {
        answer.toOptional().ifPresent(value -> files.put(file, content.apply(value)));
        if (answer.broken()) {
            leftOut.add(answer.source() + ": " + answer.found());
        }
        return this;
    }

    RecordedService.Answers answers() {
        return new RecordedService.Answers(files, leftOut);
    }
}
