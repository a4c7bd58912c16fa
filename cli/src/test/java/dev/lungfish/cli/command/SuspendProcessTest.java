package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command as a process of its own, beside other processes.
@Timeout(60)
@NeedsProgram(value = "python3", install = "python3")
class SuspendProcessTest {
    private static final String LAPTOP = "laptop-with-everything-fine";
    private static final String ALARM = "/sys/class/rtc/rtc0/wakealarm";
    private static final String COUNTDOWN = "going to sleep in 30 s";

    private static String kept = "";

    @TempDir private Path folder;
    private PlayedMachine machine;

    @BeforeAll
    static void testTheRtcOnce(@TempDir Path folder) throws Exception {
        try (PlayedMachine first = PlayedMachine.untested(LAPTOP, folder).play("promised")) {
            assertThat(first.run("suspend", "mem", "--for", "60s").code()).isZero();
            kept = first.read("/var/lib/lungfish/rtc-tests.json");
        }
    }

    @BeforeEach
    void begin() {
        machine = PlayedMachine.tested(LAPTOP, folder, kept);
    }

    @AfterEach
    void end() throws Exception {
        machine.close();
    }

    @Test
    void isSeenAndCancelledByOtherProcesses() throws Exception {
        Process suspend = countingDown();

        Told status = machine.run("status");
        assertThat(status.code()).isZero();
        assertThat(status.out())
                .contains(" is scheduled: going to sleep in ", "mem for 1 h", "rtc0");
        assertThat(machine.run("status", "--json").out())
                .startsWith("{\"schema\":\"lungfish.status/1\",\"status\":\"running\"")
                .contains("\"phase\":\"scheduled\"", "\"countdown\":\"PT");
        assertThat(machine.run("history").out()).contains("open");
        Told second = machine.run("suspend", "mem", "--for", "60s");
        assertThat(second.code()).isEqualTo(10);
        assertThat(second.err())
                .contains("already in progress", "scheduled", "process " + suspend.pid());
        Told dry = machine.run("suspend", "mem", "--for", "60s", "--dry-run");
        assertThat(dry.code()).isEqualTo(10);
        assertThat(dry.err()).contains("already in progress");

        Told cancel = machine.run("cancel");

        assertThat(cancel.code()).as(cancel.err()).isZero();
        assertThat(cancel.out()).contains("cancelled by ", "lungfish cancel");
        Told told = machine.awaitEnd(suspend);
        assertThat(told.code()).isEqualTo(11);
        assertThat(told.out()).contains("Cancelled: ", "before the host slept");
        assertThat(machine.read(ALARM)).isEmpty();
        assertThat(machine.run("history").out()).contains("cancelled");
        assertThat(machine.run("cancel").code()).as("nothing runs any more").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void isCancelledByASignal(String signal) throws Exception {
        Process suspend = countingDown();

        send(signal, suspend);

        Told told = machine.awaitEnd(suspend);
        assertThat(told.code()).isEqualTo(11);
        assertThat(told.out()).contains("Cancelled: ", "Ctrl-C");
        assertThat(machine.run("status").out()).contains("no request runs", "Cancelled");
        assertThat(machine.run("history").out()).contains("cancelled");
    }

    @Test
    void isFollowedUntilItsEnd() throws Exception {
        machine.play("promised");
        Process suspend = machine.start("suspend", "mem", "--for", "1h", "--delay", "4s");
        String told = machine.awaitLine(suspend, "going to sleep in 4 s");
        assertThat(told).contains("is accepted");

        Told watch = machine.run("status", "--watch");

        assertThat(watch.code()).isZero();
        assertThat(watch.out())
                .contains("going to sleep in 1 s", "no request runs", "Slept and woke as promised");
        assertThat(machine.awaitEnd(suspend).code()).isZero();
    }

    @Test
    void isSettledAfterItWasKilledInTheCountdown() throws Exception {
        Process suspend = countingDown();
        suspend.destroyForcibly().waitFor();

        Told status = machine.run("status");

        assertThat(status.code()).isZero();
        assertThat(status.err()).contains("was left open by an earlier run and is settled now");
        assertThat(status.out()).contains("no request runs", "Never slept");
        assertThat(machine.run("history", "--json").out())
                .contains("\"kind\":\"never-entered\"")
                .doesNotContain("\"kind\":\"cancelled\"");
        Told next = machine.run("suspend", "mem", "--for", "60s");
        assertThat(next.code()).as(next.err()).isZero();
    }

    @Test
    void isSettledBeforeTheNextRequestBegins() throws Exception {
        machine.play("forever");
        Process suspend = machine.start("suspend", "mem", "--for", "1h");
        machine.awaitLine(machine.kernel(), "asleep");
        suspend.destroyForcibly().waitFor();
        assertThat(machine.read(ALARM)).as("the alarm that was left").isNotEmpty();

        Told next = machine.run("suspend", "disk", "--for", "30s");

        assertThat(next.code()).as("too short").isEqualTo(10);
        assertThat(next.err()).contains("is settled now", "did not sleep", "too short");
        assertThat(machine.read(ALARM)).isEmpty();
    }

    @Test
    void isSettledAsLostWhereTheHostWasBootedInTheMeantime() throws Exception {
        machine.play("forever");
        Process suspend = machine.start("suspend", "disk", "--for", "1h");
        machine.awaitLine(machine.kernel(), "asleep");
        suspend.destroyForcibly().waitFor();
        machine.write("/proc/sys/kernel/random/boot_id", "00000000-0000-4000-8000-000000000000\n");

        Told history = machine.run("history");

        assertThat(history.out()).contains("resumed-from-nothing", "fresh boot");
        assertThat(machine.read(ALARM)).isEmpty();
    }

    private Process countingDown() throws IOException {
        machine.play("promised");
        Process suspend = machine.start("suspend", "mem", "--for", "1h", "--delay", "30s");
        machine.awaitLine(suspend, COUNTDOWN);
        return suspend;
    }

    private static void send(String signal, Process process) throws Exception {
        int code =
                new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(process.pid())))
                        .start()
                        .waitFor();
        assertThat(code).isZero();
    }
}
