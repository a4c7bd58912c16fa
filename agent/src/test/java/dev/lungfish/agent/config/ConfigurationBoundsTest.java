package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lungfish.core.bound.Bounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each text and each list of a configuration has a bound.
class ConfigurationBoundsTest {
    private static final String LONG = "x".repeat(Bounds.SETTING_BYTES + 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daemon.group = '%s'",
                "daemon.socket_folder = '/%s'",
                "daemon.tls_allowed = ['CN=lab', '%s']",
                "daemon.tls_revoked = '%s'",
                "sleep.delay = '%s'",
                "sleep.forbid = ['%s']",
                "wake.on_early_wake = '%s'",
                "neighbour.hosts = ['%s']",
                "relay.names = ['%s']",
                "hooks.on_failure = '%s'",
                "guests.policy = '%s'",
                "metrics.listen = '%s'"
            })
    void refusesALongTextWithItsNameAndItsBound(String line) {
        String text = line.formatted(LONG);

        assertThat(refusal(text).problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains(text.substring(0, text.indexOf(' ')), "at most 4096 possible")
                .hasSizeLessThan(400);
    }

    @Test
    void refusesALongListAndALargeTable() {
        String names = String.join(",", Collections.nCopies(Bounds.SETTINGS + 1, "'CN=lab'"));
        assertThat(refusal("daemon.tls_allowed = [" + names + "]"))
                .hasMessageContaining("daemon.tls_allowed: 1025 items found, at most 1024");

        StringBuilder table = new StringBuilder("[daemon]\n");
        for (int i = 0; i <= Bounds.SETTINGS; i++) {
            table.append("key").append(i).append(" = 1\n");
        }
        assertThat(refusal(table.toString())).hasMessageContaining("daemon: 1025 items found");
    }

    /// Whoever reads the text goes as deep as it does.
    @ParameterizedTest
    @ValueSource(strings = {"[", "{a=", "[{a="})
    void refusesWhatIsNestedWithoutEnd(String open) {
        assertThat(refusal("sleep.delay = " + open.repeat(50_000)))
                .hasMessageContaining("more than 64 deep");
    }

    @Test
    void theDocumentHasTheSameNumbers() throws Exception {
        Path checkout = Path.of(System.getProperty("lungfish.checkout", ".."));
        assertThat(Files.readString(checkout.resolve("docs/suspend.md")))
                .contains(
                        "| %d bytes; lists of %d items"
                                .formatted(Bounds.SETTING_BYTES, Bounds.SETTINGS),
                        "| %d MiB, brackets %d deep"
                                .formatted(
                                        Bounds.CONFIGURATION_BYTES >> 20,
                                        ConfigurationParser.DEEPEST),
                        "| %d in each |".formatted(Bounds.SCRIPTS));
    }

    private static ConfigurationException refusal(String text) {
        return catchThrowableOfType(
                ConfigurationException.class, () -> ConfigurationParser.parse("here", text));
    }
}
