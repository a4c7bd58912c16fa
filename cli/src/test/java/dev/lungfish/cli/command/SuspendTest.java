package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@NeedsProgram(value = "python3", install = "python3")
class SuspendTest {
    private static final String LAPTOP = "laptop-with-everything-fine";
    private static final String ALARM = "/sys/class/rtc/rtc0/wakealarm";
    private static final String TESTS = "/var/lib/lungfish/rtc-tests.json";

    /// What a host keeps of a test of its RTC that passed.
    private static String kept = "";

    @TempDir private Path folder;

    @BeforeAll
    static void testTheRtcOnce(@TempDir Path folder) throws Exception {
        try (PlayedMachine machine = PlayedMachine.untested(LAPTOP, folder).play("promised")) {
            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.err()).contains("the alarm was tested at ");
            assertThat(machine.read("/var/lib/lungfish/journal.jsonl"))
                    .contains("\"testing-rtc\"", "\"tested-rtc\"", "\"passed\":true");
            kept = machine.read(TESTS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mem, suspend-to-ram, mem",
        "disk, suspend-to-disk, disk",
        "hybrid, hybrid, disk",
        "idle, suspend-to-idle, freeze"
    })
    void sleepsAndWakesAsPromised(String target, String state, String word) throws Exception {
        try (PlayedMachine machine = laptop().play("promised")) {
            String memory = machine.read("/sys/power/mem_sleep");
            String disk = machine.read("/sys/power/disk");

            Told told = machine.run("suspend", target, "--for", "90s");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.out())
                    .startsWith("Slept and woke as promised: slept for 1 min")
                    .contains(target + " for 1 min 30 s", state + " by kernel", "alarm of rtc0");
            assertThat(machine.read(ALARM)).isEmpty();
            assertThat(machine.read("/sys/power/state")).contains(word).contains("freeze mem");
            machine.await("/sys/power/mem_sleep", memory);
            machine.await("/sys/power/disk", disk);
            assertThat(machine.run("history", "--json").out())
                    .startsWith("{\"schema\":\"lungfish.history/1\"")
                    .contains("\"kind\":\"slept\"", "\"state\":\"" + state + "\"");
        }
    }

    @Test
    void saysWhatWokeTheHostEarly() throws Exception {
        try (PlayedMachine machine = laptop().play("early", "20")) {
            Told told = machine.run("suspend", "mem", "--for", "10min");

            assertThat(told.code()).isEqualTo(13);
            assertThat(told.out())
                    .startsWith("Woke early: back 9 min")
                    .contains("interrupt 9 (acpi)", "LNXPWRBN", "before the promised time");
            assertThat(machine.read(ALARM)).as("our alarm that has not fired").isEmpty();
            assertThat(machine.run("history").out()).contains("woke-early", "interrupt 9 (acpi)");
        }
    }

    @Test
    void sleepsOnAfterAnEarlyWakeWhereThatIsWanted() throws Exception {
        try (PlayedMachine machine = laptop().play("early", "20")) {
            Told told =
                    machine.run("suspend", "mem", "--for", "10min", "--on-early-wake", "resleep");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.out())
                    .startsWith("Slept and woke as promised")
                    .containsPattern("nap +\\d+ s, woken by interrupt 9 \\(acpi\\)")
                    .containsPattern("nap +9 min .*, woken by the alarm of rtc0");
            assertThat(machine.read(ALARM)).isEmpty();
        }
    }

    @Test
    void saysByHowMuchTheHostWokeLate() throws Exception {
        try (PlayedMachine machine = laptop().play("late", "100")) {
            Told told = machine.run("suspend", "mem", "--for", "60s", "--json");

            assertThat(told.code()).isEqualTo(14);
            assertThat(told.out())
                    .startsWith("{\"schema\":\"lungfish.suspend/1\"")
                    .contains("\"kind\":\"woke-late\"", "\"off\":\"PT1M");
        }
    }

    @Test
    void saysWhichDeviceKeptTheHostFromSleeping() throws Exception {
        try (PlayedMachine machine = laptop().play("failing")) {
            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).isEqualTo(12);
            assertThat(told.out())
                    .startsWith("Never slept: ")
                    .contains("step      suspend", "device    0000:00:14.0", "error     EBUSY");
            assertThat(machine.read(ALARM)).isEmpty();
        }
    }

    @Test
    void claimsNoSleepThatTheKernelOnlyCounted() throws Exception {
        try (PlayedMachine machine = laptop().play("test")) {
            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).isEqualTo(15);
            assertThat(told.out()).startsWith("Not proved: ");
            assertThat(machine.read(ALARM)).isEmpty();
        }
    }

    @Test
    void saysThatTheHostDidNotSleepWhereTheKernelDidNothing() throws Exception {
        try (PlayedMachine machine = laptop().play("nothing")) {
            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).isEqualTo(12);
            assertThat(told.out()).contains("without having slept");
        }
    }

    @Test
    void putsTheLaterAlarmOfSomebodyElseBack() throws Exception {
        try (PlayedMachine machine = laptop()) {
            String foreign =
                    Long.toString(
                            Long.parseLong(machine.read("/sys/class/rtc/rtc0/since_epoch")) + 7200);
            machine.write(ALARM, foreign + "\n").play("promised");

            assertThat(machine.run("suspend", "mem", "--for", "60s").code()).isZero();

            assertThat(machine.read(ALARM)).isEqualTo(foreign);
        }
    }

    @Test
    void choosesTheDeeperStateAndRestoresTheChoice() throws Exception {
        try (PlayedMachine machine =
                PlayedMachine.untested("server-with-deep-offered-not-chosen", folder)
                        .play("promised")) {
            String before = machine.read("/sys/power/mem_sleep");
            assertThat(before).contains("[s2idle]");

            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.out()).contains("suspend-to-ram by kernel");
            assertThat(machine.read("/var/lib/lungfish/journal.jsonl")).contains("choosing-mode");
            machine.await("/sys/power/mem_sleep", before);
        }
    }

    @Test
    void goesThroughEveryCheckAndWritesNothingInADryRun() throws Exception {
        try (PlayedMachine machine = PlayedMachine.untested(LAPTOP, folder)) {
            machine.write("/proc/uptime", "1000.00 4000.00\n");
            List<String> before = machine.snapshot();

            Told told = machine.run("suspend", "mem", "--for", "8h", "--dry-run");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.out())
                    .contains("Every check passed", "for 8 h", "the alarm of rtc0", "tested first");
            assertThat(machine.snapshot()).isEqualTo(before);
            assertThat(machine.exists("/var")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--for 60 | has no unit: say 60s",
                "--for 0 | has no unit: say 0s",
                "--for 0s | a sleep of 0 s is too short: at least 1 min expected",
                "--for -5min | is negative",
                "--for 59s | a sleep of 59 s is too short",
                "--for soon | is no duration",
                "--for 400d | longer than can be promised",
                "--for 99999999999999999999d | longer than can be counted",
                "--for 60s --delay 2d | a delay of 2 d is not possible",
                "--for 60s --delay 5 | has no unit: say 5s",
                "--for 60s --wake wol | without the alarm of an RTC nothing ends a sleep",
                "--for 60s --wake rtc,wol | no way back by magic packets: ",
                "--unbounded --wake wol | no way back by magic packets: ",
                "--unbounded | the alarm of an RTC needs a time",
                "--for 60s --executor logind | a recorded machine has only the kernel",
                "--for 60s --executor pm-utils | a recorded machine has only the kernel",
            })
    void refusesWhatCannotBePromisedAndChangesNothing(String arguments, String reason)
            throws Exception {
        try (PlayedMachine machine = laptop()) {
            List<String> before = machine.snapshot();

            Told told = machine.run(("suspend mem " + arguments).split(" ", -1));
            Told json = machine.run(("suspend mem --json " + arguments).split(" ", -1));

            assertThat(told.code()).isEqualTo(10);
            assertThat(told.err()).contains("refused: ", reason);
            assertThat(told.out()).isEmpty();
            assertThat(json.code()).isEqualTo(10);
            assertThat(json.out()).contains("\"kind\":\"refused\"", reason);
            assertThat(withoutState(machine.snapshot())).isEqualTo(withoutState(before));
            assertThat(machine.run("history").out()).contains("no request was accepted");
        }
    }

    @Test
    void refusesAHostWithoutAWayBack() throws Exception {
        try (PlayedMachine machine =
                PlayedMachine.untested("rtc-not-allowed-to-wake", folder).play("promised")) {
            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).isEqualTo(10);
            assertThat(told.err()).contains("no way back: rtc0");
        }
    }

    @Test
    void refusesAnRtcWhoseAlarmDoesNotFire() throws Exception {
        try (PlayedMachine machine = PlayedMachine.untested(LAPTOP, folder)) {
            machine.write("/proc/uptime", "1000.00 4000.00\n");

            Told told = machine.run("suspend", "mem", "--for", "60s");

            assertThat(told.code()).isEqualTo(10);
            assertThat(machine.read(ALARM)).isEmpty();
            assertThat(machine.read("/sys/power/state")).isEqualTo("freeze mem disk");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "suspend",
                "suspend mem",
                "suspend --for 60s",
                "suspend coffee --for 60s",
                "suspend mem disk --for 60s",
                "suspend mem --for",
                "suspend mem --for 60s --guests kill",
                "suspend mem --for 60s --on-early-wake panic",
                "suspend mem --for 60s --executor me",
                "cancel 3f2a9c now",
                "status --wach",
                "history 3",
            })
    void tellsHowItIsUsed(String arguments) throws Exception {
        try (PlayedMachine machine = laptop()) {
            Told told = machine.run(arguments.split(" ", -1));

            assertThat(told.code()).isEqualTo(2);
            assertThat(told.err()).startsWith("lungfish: ");
            assertThat(told.out()).isEmpty();
        }
    }

    @Test
    void cancelsOnlyTheRequestThatWasNamed() throws Exception {
        try (PlayedMachine machine = laptop()) {
            Told told = machine.run("cancel", "3f2a9c", "--json");

            assertThat(told.code()).isEqualTo(1);
            assertThat(told.err()).contains("request 3f2a9c does not run");
            assertThat(told.out()).contains("\"code\":\"request-not-running\"");
        }
    }

    private PlayedMachine laptop() {
        return PlayedMachine.tested(LAPTOP, folder, kept);
    }

    private static List<String> withoutState(List<String> snapshot) {
        return snapshot.stream().filter(file -> !file.contains("/var/lib/lungfish/")).toList();
    }
}
