package dev.lungfish.core.text;

import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.time.SpokenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// Values of parameters as people read them.
enum ValueText {
    /// Reasons as their sentences.
    SENTENCE,
    /// Reasons as their sentences, each with its remedy.
    WITH_REMEDY,
    /// Reasons as their remedies.
    REMEDY,
    /// Spelled values as JSON has them, not as the bundle words them.
    SPELLING;

    /// The text of one value; empty for an empty [Optional] or list and for `false`.
    String of(Object value) {
        return switch (value) {
            case Reason reason ->
                    switch (this) {
                        case SENTENCE, SPELLING -> ReasonText.sentence(reason);
                        case WITH_REMEDY -> ReasonText.withRemedy(reason);
                        case REMEDY -> ReasonText.remedy(reason);
                    };
            case Optional<?> optional -> optional.map(this::of).orElse("");
            case Collection<?> several ->
                    several.stream()
                            .map(this::of)
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining(separator(several)));
            case Spelled spelled ->
                    this == SPELLING ? spelled.spelling() : ReasonText.wording(spelled);
            case Duration duration ->
                    (duration.isNegative() ? "-" : "") + SpokenDuration.of(duration);
            case Instant time -> SpokenTime.of(time);
            case Boolean flag -> flag ? "true" : "";
            default -> value.toString();
        };
    }

    private static String separator(Collection<?> values) {
        return values.stream()
                        .anyMatch(value -> value instanceof Reason && !(value instanceof Phrase))
                ? "; "
                : ", ";
    }
}
