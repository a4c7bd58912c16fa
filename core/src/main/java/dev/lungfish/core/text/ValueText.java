package dev.lungfish.core.text;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// Values of parameters as people read them.
final class ValueText {
    private ValueText() {}

    /// The text of one value; empty for an empty [Optional] or list and for `false`.
    ///
    /// @param remedy whether reasons bring their remedy
    static String of(Object value, boolean remedy) {
        return switch (value) {
            case Reason reason ->
                    remedy ? ReasonText.withRemedy(reason) : ReasonText.sentence(reason);
            case Optional<?> optional -> optional.map(some -> of(some, remedy)).orElse("");
            case Collection<?> several ->
                    several.stream()
                            .map(one -> of(one, remedy))
                            .collect(Collectors.joining(separator(several)));
            case Spelled spelled -> spelled.spelling();
            case Duration duration -> SpokenDuration.of(duration);
            case Boolean flag -> flag ? "true" : "";
            default -> value.toString();
        };
    }

    private static String separator(Collection<?> values) {
        return values.stream().anyMatch(Reason.class::isInstance) ? "; " : ", ";
    }
}
