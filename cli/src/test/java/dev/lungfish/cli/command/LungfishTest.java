package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class LungfishTest {
    private static final String LAPTOP =
            RecordedMachines.named("laptop-with-everything-fine").path().toString();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Nested
    class OnGoodArguments {
        @Test
        void writesTheCapabilitiesAndNothingElse() {
            assertThat(run("capabilities", "--root", LAPTOP)).isEqualTo(ExitCode.OK);

            assertThat(out())
                    .startsWith("<capabilities>")
                    .endsWith("</capabilities>\n")
                    .contains("<suspend_mem/>");
            assertThat(err()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"rfc", "RFC"})
        void writesTheDialectThatIsAskedFor(String dialect) {
            assertThat(run("capabilities", "--dialect", dialect, "--root", LAPTOP))
                    .isEqualTo(ExitCode.OK);

            assertThat(out()).contains("<S3/>", "<S4/>").doesNotContain("suspend_mem");
        }

        @Test
        void takesSharedOptionsBeforeTheCommandAndAfterIt() {
            run("doctor", "--root", LAPTOP, "--json");
            String after = out();
            out.reset();
            run("--root", LAPTOP, "--json", "doctor");

            assertThat(out()).isEqualTo(after).startsWith("{\"schema\":\"lungfish.doctor/1\"");
        }

        @Test
        void takesAnEqualsSignBetweenAnOptionAndItsValue() {
            assertThat(run("--root=" + LAPTOP, "capabilities", "--dialect=rfc"))
                    .isEqualTo(ExitCode.OK);
        }

        @Test
        void writesJsonThatAParserAccepts() {
            run("doctor", "--root", LAPTOP, "--json");

            assertThat(propertiesAtTheTop(out()))
                    .containsExactly(
                            "schema",
                            "states",
                            "wake",
                            "proofs",
                            "targets",
                            "influences",
                            "verdict");
            assertThat(out()).endsWith("}\n");
        }

        @Test
        void wrapsTheDocumentInJson() {
            run("capabilities", "--root", LAPTOP, "--json", "--dialect", "rfc");

            assertThat(propertiesAtTheTop(out())).containsExactly("schema", "dialect", "document");
            assertThat(out()).contains("\"dialect\":\"rfc\"", "<S3/>");
        }

        @Test
        void tellsPeopleWhyAndWhatToDo() {
            run("doctor", "--root", RecordedMachines.named("host-without-swap").path().toString());

            assertThat(out())
                    .contains(
                            "suspend-to-disk",
                            "no swap is active",
                            "- /proc/swaps: no swap active",
                            "to do: add a swap");
        }

        @Test
        void showsHelpAndVersion() {
            assertThat(run("--help")).isEqualTo(ExitCode.OK);
            assertThat(out()).contains("capabilities", "doctor", "record", "--root");
            out.reset();
            assertThat(run("doctor", "--help")).isEqualTo(ExitCode.OK);
            assertThat(out()).contains("Usage: lungfish doctor");
            out.reset();
            assertThat(run("--version")).isEqualTo(ExitCode.OK);
            assertThat(out()).startsWith("lungfish ");
        }
    }

    @Nested
    class OnBadArguments {
        @Test
        void refusesAnUnknownCommandAndSuggestsOne() {
            assertThat(run("docter")).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("docter").contains("doctor");
            assertThat(out()).isEmpty();
        }

        @Test
        void refusesAnUnknownOption() {
            assertThat(run("doctor", "--jason")).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("--jason", "lungfish doctor --help");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "--json", "--root ."})
        void refusesToDoNothing(String arguments) {
            assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("no command given");
        }

        @Test
        void refusesAnUnknownDialectAndNamesThoseThereAre() {
            assertThat(run("capabilities", "--dialect", "xen")).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("xen", "LIBVIRT", "RFC");
        }

        @Test
        void refusesAnOptionThatIsGivenTwice() {
            assertThat(run("--root", LAPTOP, "doctor", "--root", LAPTOP)).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("--root", "twice");
        }

        @Test
        void refusesAnOptionWithoutItsValueAndAnArgumentTooMany() {
            assertThat(run("doctor", "--root")).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("--root");
            assertThat(run("doctor", "me")).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("'me'");
        }
    }

    @Nested
    class OnBadInput {
        @TempDir private Path folder;

        @Test
        void refusesADirectoryThatIsNoRecord() {
            assertThat(run("capabilities", "--root", folder.toString()))
                    .isEqualTo(ExitCode.BAD_INPUT);
            assertThat(err()).contains(folder.toString(), "neither sys/ nor proc/");
            assertThat(out()).isEmpty();
        }

        @Test
        void refusesAConfigurationWithProblemsAndTellsThemAll() {
            HostFiles.in(folder)
                    .file("/etc/lungfish/lungfish.toml", "[slep]\n[sleep]\nforbid = 3\n");

            assertThat(run("doctor", "--root", folder.toString())).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(err()).contains("lungfish.toml:1:1", "lungfish.toml:3:1");
            assertThat(out()).isEmpty();
        }

        @Test
        void answersInJsonWhereThatIsAskedFor() {
            assertThat(run("doctor", "--json", "--root", folder.toString()))
                    .isEqualTo(ExitCode.BAD_INPUT);

            assertThat(out())
                    .isEqualTo(
                            """
                            {"schema":"lungfish.error/1","code":"record-empty",\
                            "parameters":{"directory":"%1$s"},\
                            "message":"%1$s is no recorded machine: it holds neither sys/ nor proc/",\
                            "remedy":"write one with 'lungfish record %1$s'"}
                            """
                                    .formatted(folder));
            assertThat(err()).contains("neither sys/ nor proc/");
        }

        @Test
        void namesThePlaceOfEachProblemOfAConfigurationInJson() {
            HostFiles.in(folder)
                    .file("/etc/lungfish/lungfish.toml", "[slep]\n[sleep]\ndelay = 3\n");

            assertThat(run("--json", "doctor", "--root", folder.toString()))
                    .isEqualTo(ExitCode.BAD_INPUT);

            assertThat(out())
                    .contains(
                            "\"code\":\"configuration-unusable\"",
                            "\"code\":\"setting-unknown\"",
                            "\"line\":3,\"column\":1,\"key\":\"sleep.delay\"",
                            "\"code\":\"setting-duration-expected\",\"parameters\":{\"seconds\":3}");
        }

        @Test
        void answersInJsonThatArgumentsWereNotUnderstood() {
            assertThat(run("doctor", "--json", "--rot")).isEqualTo(ExitCode.USAGE);
            assertThat(out()).contains("\"code\":\"arguments-not-understood\"", "--rot");
            out.reset();

            assertThat(run("status", "--json", "--connect", "nonsense")).isEqualTo(ExitCode.USAGE);
            assertThat(out()).contains("\"code\":\"connect-uri-malformed\"");
            out.reset();

            assertThat(
                            run(
                                    "status",
                                    "--json",
                                    "--connect",
                                    "lungfish+unix:///system?socket=" + folder + "/none"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(out()).contains("\"code\":\"daemon-not-reached\"");
        }

        @Test
        void answersUnknownForAnEmptyRecordAndWritesAWholeDocument() {
            HostFiles.in(folder);

            assertThat(run("doctor", "--root", folder.toString())).isEqualTo(ExitCode.OK);
            assertThat(out()).contains("kernel not known", "suspend-to-ram    S3      unknown");
            out.reset();
            assertThat(run("capabilities", "--root", folder.toString())).isEqualTo(ExitCode.OK);
            assertThat(out()).endsWith("</capabilities>\n").doesNotContain("power_management");
            assertThat(err()).contains("does not tell its architecture");
        }

        @Test
        void makesControlCharactersOfARecordHarmless() {
            HostFiles.in(folder)
                    .file("/sys/power/state", "mem\n")
                    .file("/proc/cmdline", "noresume \u001b]0;owned\u0007\n");

            run("doctor", "--root", folder.toString());

            assertThat(out()).doesNotContain("\u001b").doesNotContain("\u0007");
        }
    }

    private ExitCode run(String... arguments) {
        try (PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
                PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            return new Lungfish(new Output(outStream, errStream), new Interruption())
                    .run(arguments);
        }
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static List<String> propertiesAtTheTop(String json) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (depth == 1 && token == JsonToken.PROPERTY_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }
}
