package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.core.time.WrittenTime;
import dev.lungfish.testkit.RecordedMachines;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Times, durations and failures as people and programs read them.
class AnswersTest {
    private static final Pattern BACK =
            Pattern.compile(
                    "back at (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (UTC|[+-]\\d\\d:\\d\\d)");

    private static final String LAPTOP =
            RecordedMachines.named("laptop-with-everything-fine").path().toString();

    @TempDir private Path folder;

    @Test
    void tellsInEachPlanWhenTheHostWillBeBack() {
        Instant before = Instant.now();
        Invocation run = onLaptop("suspend", "mem", "--for", "8h", "--dry-run");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(Duration.between(before.plus(Duration.ofHours(8)), back(run.out())))
                .isBetween(Duration.ZERO, Duration.ofSeconds(30));
        assertThat(run.out()).doesNotContain("Optional[").doesNotContainPattern("\\d\\.\\d{4,}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"06:30", "tomorrow 06:30", "+3h", "3 hours", "11pm"})
    void sleepsUntilATime(String text) {
        Instant end = WrittenTime.parse(text, Instant.now().atZone(ZoneId.systemDefault()));
        Invocation run = onLaptop("suspend", "mem", "--until", text, "--delay", "5s", "--dry-run");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(Duration.between(end, back(run.out())))
                .isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(20));
    }

    @Test
    void refusesATimeThatLeavesNoSleep() {
        assertThat(onLaptop("suspend", "mem", "--until", "yesterday 06:30", "--dry-run"))
                .satisfies(run -> {
                    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
                    assertThat(run.err()).contains("leaves no time to sleep", "a later time");
                });
        assertThat(onLaptop("suspend", "mem", "--until", "half past six", "--dry-run").err())
                .contains("--until: 'half past six' is no time: a time expected");
        assertThat(onLaptop("suspend", "mem", "--until", "06:30", "--for", "1h").err())
                .contains("--for and --until exclude each other");
    }

    @Test
    void writesInstantsInUtcAndSecondsBesideDurations() {
        String json = onLaptop("suspend", "mem", "--for", "90min", "--dry-run", "--json").out();

        assertThat(json)
                .contains(
                        "\"length\":\"PT1H30M\",\"lengthSeconds\":5400",
                        "\"delay\":\"PT5S\",\"delaySeconds\":5",
                        "\"code\":\"back-at\"")
                .containsPattern("\"at\":\"[0-9-]+T[0-9:]+Z\"");
    }

    @Test
    void writesSecondsOfTheWordsOfPeopleNowhere() {
        assertThat(onCopy("wakeup", "add", "--at", "06:30", "--for", "PT8H", "--json"))
                .satisfies(run -> {
                    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
                    assertThat(run.out())
                            .contains("\"reason\":\"PT8H\"", "\"staySeconds\":600")
                            .doesNotContain("reasonSeconds");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel",
                "policy simulate --trace /none",
                "policy explain",
                "capabilities --dialect rfc --connect lungfish+unix:///system?socket=/none",
                "status --watch --all",
                "status --connect lungfish+tcp://127.0.0.1:9/system",
                "wol --set x",
                "wake",
                "wakeup remove nothing",
                "cpu profile nothing",
                "history --since nonsense",
                "hosts nonsense",
                "nonsense"
            })
    void answersEachFailureInJson(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.add("--json");
        Invocation run =
                line.contains("--connect")
                        ? Invocation.of(words.toArray(String[]::new))
                        : onCopy(words.toArray(String[]::new));

        assertThat(run.code()).isNotEqualTo(ExitCode.OK);
        assertThat(run.out())
                .startsWith("{\"schema\":\"lungfish.error/1\",\"code\":\"")
                .endsWith("}\n")
                .hasLineCount(1);
        assertThat(run.err()).startsWith("lungfish: ");
        assertThat(run.all()).doesNotContainPattern("[a-z]+\\.[a-z]+\\.[A-Z]\\w*Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "ssh"})
    void namesHostPortKeyAndRemedyWhereNoDaemonIsReached(String way) {
        Invocation run =
                Invocation.of(
                        "status",
                        "--connect",
                        "lungfish+"
                                + way
                                + "://127.0.0.1:9/system?command=/bin/false&pkipath=/none");

        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("host '127.0.0.1'", "(to do: ").doesNotContain("java.");
        if (!way.equals("ssh")) {
            assertThat(run.err()).contains("port 9", "daemon." + way);
        }
    }

    @Test
    void saysThatAnAnswerCouldNotBeWritten() throws Exception {
        Process full = command().redirectOutput(new File("/dev/full")).start();
        String told = new String(full.getErrorStream().readAllBytes(), UTF_8);

        assertThat(full.waitFor()).isEqualTo(1);
        assertThat(told)
                .isEqualTo(
                        "lungfish: the answer could not be written whole: No space left on"
                                + " device\n");
    }

    /// `lungfish doctor | head -1` is how people look.
    @Test
    void isSilentWhereNobodyReadsOn() throws Exception {
        Process gone = command().start();
        gone.getInputStream().close();

        assertThat(new String(gone.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    }

    private static ProcessBuilder command() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.lungfish.cli.main.Main",
                "doctor",
                "--root",
                LAPTOP);
    }

    private static Instant back(String plan) {
        Matcher back = BACK.matcher(plan);
        assertThat(back.find()).as(plan).isTrue();
        String zone = back.group(2).replace("UTC", "+00:00");
        Instant at =
                OffsetDateTime.parse(
                                back.group(1) + zone,
                                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx"))
                        .toInstant();
        assertThat(back.group()).isEqualTo("back at " + SpokenTime.of(at));
        return at;
    }

    private static Invocation onLaptop(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--root", LAPTOP));
        return Invocation.of(all.toArray(String[]::new));
    }

    private Invocation onCopy(String... arguments) {
        Path tree = folder.resolve("tree");
        if (!tree.toFile().exists()) {
            RecordedMachines.named("laptop-with-everything-fine").copyTo(tree);
        }
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--root", tree.toString()));
        return Invocation.of(all.toArray(String[]::new));
    }
}
