package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first word of a command line chooses the AOT cache, in the checkout, in packages and in the
/// lab's guests.
class ChosenCacheTest {
    private static final Path CHECKOUT =
            Path.of(System.getProperty("lungfish.checkout", "")).toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "--version, version",
        "-V, version",
        "status, light",
        "wakeup list, light",
        "suspend mem --for 1h --dry-run, all",
        "capabilities, all",
        "history --json, light",
        "cancel, light",
        "doctor --json, all",
        "--root /somewhere status, all",
        "controller token, controller",
        "fleet hosts, controller",
        "help, all",
        "'', all",
        "daemon --check-config, all"
    })
    void dependsOnTheFirstWord(String commandLine, String cache) throws Exception {
        List<String> words =
                Stream.concat(
                                Stream.of(
                                        "sh",
                                        "-c",
                                        ". %s; echo $cache"
                                                .formatted(
                                                        CHECKOUT.resolve("packaging/choose-cache")),
                                        "sh"),
                                Stream.of(commandLine.split(" ", -1)))
                        .toList();

        assertThat(Run.of(words)).isEqualTo(new Run(0, cache + "\n"));
    }

    @Test
    void isChosenByAllLaunchers() throws Exception {
        for (String launcher :
                List.of("lungfish", "packaging/lay-out-command", "lab/guest/lungfish")) {
            assertThat(Files.readString(CHECKOUT.resolve(launcher)))
                    .as(launcher)
                    .contains("/choose-cache", "$cache");
        }
    }
}
