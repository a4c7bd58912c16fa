package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.EnrolmentToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A controller from its first start to a restored backup, as an administrator sees it.
@Timeout(120)
class ControllerCommandTest {
    @TempDir Path folder;
    private String configuration = "";

    @BeforeEach
    void configure() throws IOException {
        configuration =
                Files.writeString(
                                folder.resolve("controller.toml"),
                                """
                                [controller]
                                listen = "127.0.0.1:%d"
                                admin = "127.0.0.1:%d"
                                folder = "%s"
                                """
                                        .formatted(
                                                FreePort.onLoopback(),
                                                FreePort.onLoopback(),
                                                folder.resolve("state")))
                        .toString();
    }

    private Invocation run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = configuration;
        return Invocation.of(all);
    }

    @Test
    void servesUntilItIsInterruptedAndIsAskedMeanwhile() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Interruption interruption = new Interruption();
        Thread controller;
        try (PrintStream stream = new PrintStream(log, true, UTF_8)) {
            controller =
                    Thread.ofPlatform()
                            .start(() ->
                                    interruption.ended(
                                            new Lungfish(new Output(stream, stream), interruption)
                                                    .run("controller", "--config", configuration)));
            Invocation status = run("fleet", "status");
            while (status.code() != ExitCode.OK && controller.isAlive()) {
                status = run("fleet", "status");
            }
            assertThat(status.out()).as(log.toString(UTF_8)).contains("all    0");
            assertThat(run("fleet", "hosts").out()).isEqualTo("No host has joined the fleet\n");
            assertThat(run("fleet", "pools").out()).contains("POOL", "default", "recommend");
            assertThat(run("fleet", "explain", "default").out())
                    .contains("default: mode recommend", "0 of 0 hosts are awake")
                    .contains("A host needs 1 min 30 s to wake", "nothing was learned yet");
            assertThat(run("fleet", "explain", "lab9").err()).contains("no host of the fleet");
            assertThat(run("fleet", "demand", "--cores", "8", "--at", "23:59", "--dry-run").out())
                    .contains("Nothing was done", "Served by none", "Missing: ");
            assertThat(run("fleet", "demands").out()).isEqualTo("Nobody needs a host\n");
            assertThat(run("fleet", "hosts", "--dry-run").code()).isEqualTo(ExitCode.USAGE);
            assertThat(run("fleet", "revoke", "lab1", "--dry-run").err())
                    .contains("no host of the fleet");
            assertThat(run("fleet", "demand", "--hosts", "2", "--id", "job").out())
                    .contains("job", "hosts");
            assertThat(run("fleet", "demands", "--json").out()).startsWith("{\"demands\":[{");
            assertThat(run("fleet", "demand", "job", "--end").out()).isEqualTo("Ended\n");
            assertThat(run("fleet", "top").out()).contains("0 hosts: ");
            energy();
            assertThat(run("fleet", "audit").out()).contains("local", "makeDemand", "201");
            assertThat(run("fleet", "sleep", "lab9").err()).contains("no host of the fleet");
            assertThat(run("fleet", "events").out())
                    .contains("the controller started", "needs hosts");
            Invocation unknown = run("fleet", "wake", "lab9", "--json");
            assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
            assertThat(unknown.out()).contains("\"code\":\"fleet-host-unknown\"");
            assertThat(run("controller", "restore", "/dev/null").code())
                    .as("while it runs")
                    .isEqualTo(ExitCode.FAILED);

            assertThat(interruption.interrupt()).isEqualTo(Optional.of(ExitCode.OK));
            controller.join();
        }
        assertThat(log.toString(UTF_8)).contains("hosts call at").contains("the controller ends");
        assertThat(run("fleet", "status").err()).contains("systemctl status lungfish-controller");
    }

    private void energy() throws Exception {
        Path csv = folder.resolve("energy.csv");
        Path plot = folder.resolve("energy.svg");
        Invocation month =
                run(
                        "fleet",
                        "energy",
                        "--month",
                        "2026-11",
                        "--csv",
                        csv.toString(),
                        "--plot",
                        plot.toString());
        assertThat(month.out()).contains("2026-11: hours, and energy", "KNOWN BY", "all ");
        assertThat(csv).content().startsWith("month,host,pool,").hasLineCount(1);
        assertThat(plot).content().contains("2026-11: used 0.0 Wh, saved 0.0 Wh");
        assertThat(run("fleet", "energy", "--json", "--by", "pool").out())
                .contains("\"rows\":[]", "\"sum\":{");
        assertThat(run("fleet", "energy", "--host", "lab9").err()).contains("no host of the fleet");
        assertThat(run("fleet", "energy", "--pool", "nowhere").err()).contains("no pool nowhere");
        assertThat(run("fleet", "energy", "--csv", folder.toString()).code())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void makesTokensAndSavesAndRestores() {
        Invocation token = run("controller", "token", "--for", "lab1", "--valid", "2h");
        String backup = folder.resolve("backup").toString();

        assertThat(EnrolmentToken.parse(token.out().strip()).secret()).hasSize(24);
        assertThat(run("controller", "backup", backup).code()).isEqualTo(ExitCode.OK);
        assertThat(run("controller", "backup", backup).code())
                .as("a backup is not replaced")
                .isEqualTo(ExitCode.FAILED);
        assertThat(run("controller", "restore", backup).out()).contains("the epoch is 2");
        assertThat(run("controller", "restore", backup).out()).contains("the epoch is 3");
        assertThat(run("controller", "restore", configuration).err())
                .contains("the backup cannot be used");
    }

    @Test
    void asksForAMonthThatThereIs() {
        assertThat(run("fleet", "energy", "--month", "2026-13").err())
                .contains("a month as 2026-11 expected");
        assertThat(run("fleet", "energy", "--by", "day").err()).contains("host or pool expected");
        assertThat(run("fleet", "hosts", "--plot", "x.svg").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fleet", "energy", "lab1").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void givesAccessAndTakesItBack() {
        Invocation made = run("controller", "access", "add", "anna", "--role", "operator");

        assertThat(made.out()).matches("lfa_[A-Za-z0-9_-]{43}\n");
        assertThat(run("controller", "access").out())
                .containsPattern("anna +operator +token ")
                .doesNotContain(made.out().strip());
        assertThat(run("controller", "access", "add", "anna").err()).contains("anna");
        assertThat(run("controller", "access", "revoke", "anna").out())
                .isEqualTo("anna has no access any more\n");
        assertThat(run("controller", "access", "add", "ben", "--role", "chief").err())
                .contains("nobody can be given the role chief");
        assertThat(run("controller", "access", "revoke").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        assertThat(run("controller", "backup").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("controller", "token", "file").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("controller", "--for", "lab1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fleet", "hold").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fleet", "hold", "lab1", "--watch").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fleet", "hosts", "--dry-run").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fleet", "demand", "--hosts", "none").code()).isEqualTo(ExitCode.USAGE);
        assertThat(Files.writeString(Path.of(configuration), "[controller]\ncolour = 1\n"))
                .exists();
        Invocation wrong = run("controller");
        assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("controller.colour is no setting");
    }
}
