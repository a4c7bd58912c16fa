package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolCommandTest {
    private static final String SECRET = "abcdefghijklmnopqrstuvwx";
    private static final String TOKEN =
            "lf1.%s.0123456789012345678901234567890123456789012".formatted(SECRET);

    @TempDir private Path folder;

    @Test
    void aHostBelongsToNoFleetUntilItIsEnrolled() {
        assertThat(enrol().out()).isEqualTo("the host belongs to no fleet\n");
        assertThat(enrol("--json").out())
                .contains("\"lungfish.membership/1\"")
                .contains("\"enrolled\":false");
        assertThat(enrol("--leave").out()).isEqualTo("the host belongs to no fleet\n");
    }

    @Test
    void aTokenThatIsNoneIsRefusedAndNotRepeated() {
        Invocation refused = enrol("controller", "lf1." + SECRET);

        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("lungfish controller token").doesNotContain(SECRET);
    }

    @Test
    void aControllerWithoutATokenIsAMistake() {
        assertThat(enrol("controller").code()).isEqualTo(ExitCode.USAGE);
        assertThat(enrol("controller", TOKEN, "--leave").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aPlaceWhereNoDaemonCanBeIsRefusedBeforeTheTokenIsUsed() {
        Invocation refused = enrol("controller", TOKEN, "--uri", "http://host/");

        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("http");
    }

    @Test
    void whereNobodyListensTheMessageNamesHostAndPort() throws Exception {
        int port = FreePort.onLoopback();

        Invocation failed = enrol("127.0.0.1:%d".formatted(port), TOKEN);

        assertThat(failed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.err())
                .contains("no controller is reached")
                .contains("127.0.0.1:%d".formatted(port))
                .contains("systemctl status lungfish-controller");
        assertThat(enrol().out()).isEqualTo("the host belongs to no fleet\n");
    }

    private Invocation enrol(String... arguments) {
        List<String> all = new ArrayList<>(List.of("enrol"));
        all.addAll(List.of(arguments));
        all.addAll(
                List.of(
                        "--root",
                        RecordedMachines.named("laptop-with-everything-fine").path().toString(),
                        "--state",
                        folder.resolve("state").toString()));
        return Invocation.of(all.toArray(String[]::new));
    }
}
