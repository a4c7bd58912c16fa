package dev.lungfish.core.text;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.core.time.SpokenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

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

    /// Of a list, beside the last of its items.
    private static final int MOST_CHARACTERS = 4 * Bounds.TOLD_CHARACTERS;

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
            case Collection<?> several -> joined(several);
            case Spelled spelled ->
                    this == SPELLING ? spelled.spelling() : ReasonText.wording(spelled);
            case Duration duration ->
                    (duration.isNegative() ? "-" : "") + SpokenDuration.of(duration);
            case Instant time -> SpokenTime.of(time);
            case Boolean flag -> flag ? "true" : "";
            default -> value.toString();
        };
    }

    /// No more is made than anybody reads: a list may be as long as what is to blame for it.
    private String joined(Collection<?> several) {
        StringBuilder all = new StringBuilder();
        String separator = separator(several);
        for (Object one : several) {
            String text = of(one);
            if (text.isEmpty()) {
                continue;
            }
            all.append(all.isEmpty() ? "" : separator);
            if (all.length() > MOST_CHARACTERS) {
                return all.append("...").toString();
            }
            all.append(text);
        }
        return all.toString();
    }

    private static String separator(Collection<?> values) {
        return values.stream()
                        .anyMatch(value -> value instanceof Reason && !(value instanceof Phrase))
                ? "; "
                : ", ";
    }
}
