package dev.lungfish.agent.report;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/// Writes beside each duration, `"delay":"PT5S"`, the same as a number, `"delaySeconds":5`: few
/// languages have a parser of ISO 8601's durations.
final class SecondsBeside extends JsonGeneratorDelegate {
    /// Words of people, who may write what they like.
    private static final Set<String> WORDS = Set.of("reason", "name", "value", "requester", "by");

    private static final int NANOS = 1_000_000_000;

    SecondsBeside(JsonGenerator json) {
        super(json);
    }

    @Override
    public JsonGenerator writeString(String value) {
        String name = streamWriteContext().inObject() ? streamWriteContext().currentName() : "";
        super.writeString(value);
        if (!name.isEmpty() && !WORDS.contains(name)) {
            duration(value).ifPresent(length -> write(name + "Seconds", length));
        }
        return this;
    }

    private void write(String name, Duration length) {
        if (length.toNanosPart() == 0) {
            writeNumberProperty(name, length.toSeconds());
        } else {
            writeNumberProperty(name, length.toSeconds() + (double) length.toNanosPart() / NANOS);
        }
    }

    private static Optional<Duration> duration(String value) {
        if (!value.startsWith("P") && !value.startsWith("-P")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(value));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
