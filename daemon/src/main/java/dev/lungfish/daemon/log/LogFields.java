package dev.lungfish.daemon.log;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reason.Parameter;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.linux.systemd.JournalSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields of one event as texts. What has no value is left out; a reason brings its code.
final class LogFields {
    private static final String PREFIX = "LUNGFISH_";

    private final LogEvent event;

    /// One field.
    record Named(String name, String text) {}

    LogFields(LogEvent event) {
        this.event = event;
    }

    /// For a line: the components of the event, then the codes of its reasons, then its name.
    List<Named> line() {
        List<Named> fields = shown();
        fields.add(new Named("event", event.name()));
        return fields;
    }

    /// The same without its name.
    List<Named> shown() {
        List<Named> fields = new ArrayList<>(plain());
        List<String> codes = reasons().map(Reason::code).toList();
        if (!codes.isEmpty()) {
            fields.add(new Named("code", String.join(",", codes)));
        }
        return fields;
    }

    /// For the journal.
    ///
    /// @param message what it shows of the entry
    List<JournalSocket.Field> entry(String message) {
        List<JournalSocket.Field> entry = new ArrayList<>();
        entry.add(new JournalSocket.Field("MESSAGE", message));
        entry.add(new JournalSocket.Field("MESSAGE_ID", event.kind().id()));
        entry.add(
                new JournalSocket.Field("PRIORITY", String.valueOf(event.kind().value().number())));
        entry.add(new JournalSocket.Field("SYSLOG_IDENTIFIER", "lungfishd"));
        entry.add(ours("event", event.name()));
        plain().forEach(field -> entry.add(ours(field.name(), field.text())));
        reasons()
                .forEach(reason -> {
                    entry.add(ours("code", reason.code()));
                    reason.parameters()
                            .forEach(parameter -> {
                                String name = reason.code() + "_" + parameter.name();
                                entry.add(ours(name, text(parameter.value())));
                            });
                });
        return entry;
    }

    private static JournalSocket.Field ours(String name, String value) {
        String upper = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").replace('-', '_');
        return new JournalSocket.Field(PREFIX + upper.toUpperCase(Locale.ROOT), value);
    }

    private List<Parameter> parameters() {
        return ReasonShape.of(event.getClass()).parameters(event);
    }

    private List<Named> plain() {
        return parameters().stream()
                .filter(field -> !(field.value() instanceof Optional<?> none && none.isEmpty()))
                .map(field -> new Named(field.name(), text(field.value())))
                .toList();
    }

    /// Those that have a code.
    private Stream<Reason> reasons() {
        return parameters().stream()
                .flatMap(field -> reasons(field.value()))
                .filter(reason -> !reason.code().equals(ReceivedReason.UNCODED));
    }

    private static Stream<Reason> reasons(Object value) {
        return switch (value) {
            case Reason reason -> Stream.of(reason);
            case Reasoned failure -> Stream.of(failure.reason());
            case List<?> several -> several.stream().flatMap(LogFields::reasons);
            case Optional<?> optional -> optional.stream().flatMap(LogFields::reasons);
            default -> Stream.empty();
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case Reason reason -> ReasonText.withRemedy(reason);
            case Spelled spelled -> spelled.spelling();
            case Optional<?> optional -> optional.map(LogFields::text).orElse("");
            case List<?> several ->
                    several.stream().map(LogFields::text).collect(Collectors.joining("; "));
            case Throwable failure -> FailureWords.of(failure);
            default -> value.toString();
        };
    }
}
