package dev.lungfish.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.reason.ReasonShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LogEventTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("lungfish.checkout", ""), "docs", "daemon.md");
    private static final ResourceBundle WORDS =
            ResourceBundle.getBundle("dev.lungfish.core.text.events", Locale.ROOT);

    private final List<Class<?>> events = Arrays.asList(LogEvent.class.getPermittedSubclasses());

    @Test
    void eachEventHasItsOwnIdentifierAndWords() {
        assertThat(events).hasSizeGreaterThan(60);
        assertThat(events).extracting(event -> kind(event).id()).doesNotHaveDuplicates();
        assertThat(events)
                .allSatisfy(event -> {
                    assertThat(kind(event).id()).matches("[0-9a-f]{12}4[0-9a-f]{19}");
                    assertThat(WORDS.getString(name(event))).isNotBlank();
                });
    }

    @Test
    void noWordsAreLeftWithoutAnEvent() {
        List<String> names = events.stream().map(LogEventTest::name).toList();

        assertThat(WORDS.keySet())
                .allSatisfy(key -> assertThat(names).contains(key.replace(".remedy", "")));
    }

    @Test
    void theDocumentListsAllEvents() throws IOException {
        String table =
                events.stream()
                        .map(LogEventTest::row)
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "| event | words | priority | fields | MESSAGE_ID |"
                                                + " what to do |\n|---|---|---|---|---|---|\n",
                                        "\n"));

        assertThat(Files.readString(DOCUMENT)).contains(table);
    }

    private static String row(Class<?> event) {
        String remedy = name(event) + ".remedy";
        return "| `%s` | %s | %s | %s | `%s` | %s |"
                .formatted(
                        name(event),
                        WORDS.getString(name(event)),
                        kind(event).value().name().toLowerCase(Locale.ROOT),
                        ReasonShape.of(event).names().stream()
                                .map(field -> "`" + field + "`")
                                .collect(Collectors.joining(", ")),
                        kind(event).id(),
                        WORDS.containsKey(remedy) ? WORDS.getString(remedy) : "");
    }

    private static LogEvent.Kind kind(Class<?> event) {
        return event.getAnnotation(LogEvent.Kind.class);
    }

    private static String name(Class<?> event) {
        return ReasonShape.of(event).code();
    }
}
