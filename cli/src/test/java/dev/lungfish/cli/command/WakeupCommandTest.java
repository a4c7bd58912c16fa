package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Wakeups on a machine whose kernel is played, by the state directory and by a daemon.
@Timeout(90)
@NeedsProgram(value = "python3", install = "python3")
class WakeupCommandTest {
    private static final String KEPT = "/var/lib/lungfish/wakeups.json";

    @TempDir private Path folder;
    private ServedMachine machine;

    @BeforeEach
    void begin() throws Exception {
        machine = ServedMachine.of(folder);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void asksListsAndTakesBack() {
        Told asked = run("wakeup", "add", "--at", "+8h", "--for", "backup", "--stay", "20min");
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(asked.out()).contains("is asked for", "for 20 min: backup");
        String id = asked.out().split(" ", -1)[1];

        assertThat(run("wakeup", "list").out()).contains(id, "for 20 min: backup (asked for by ");
        assertThat(run("wakeup", "list", "--json").out())
                .startsWith("{\"schema\":\"lungfish.wakeups/1\"")
                .contains("\"id\":\"" + id + "\"", "\"stay\":\"PT20M\"");
        assertThat(run("wakeup", "remove", id).out()).contains(id + " is taken back");
        assertThat(run("wakeup", "list").out()).startsWith("no wakeups are asked for");
        assertThat(run("wakeup", "remove", id).err()).contains("no wakeup has the name '" + id);
    }

    @Test
    void listsWhatElseWillWakeTheHost() {
        machine.played()
                .write("/services/systemd/wake-timers", "2099-01-01T06:30:00Z backup.timer\n");

        assertThat(run("wakeup", "list").out())
                .contains(
                        SpokenTime.of(Instant.parse("2099-01-01T06:30:00Z")),
                        "systemd's backup.timer");
    }

    @Test
    void saysWhatIsMissingOrTooMuch() {
        for (List<String> words :
                List.of(
                        List.of("add", "--at", "+8h"),
                        List.of("add", "--for", "backup"),
                        List.of("add", "one", "--at", "+8h", "--for", "backup"),
                        List.of("add", "--at", "+8h", "--for", "backup", "--stay", "10"),
                        List.of("list", "--at", "+8h"),
                        List.of("remove"),
                        List.of("remove", "one", "--for", "backup"),
                        List.of("snooze"))) {
            String[] command =
                    Stream.concat(Stream.of("wakeup"), words.stream()).toArray(String[]::new);

            assertThat(run(command).code()).as(words.toString()).isEqualTo(2);
        }
    }

    @Test
    void saysWhatIsWrongWithATime() {
        Told told = run("wakeup", "add", "--at", "soon", "--for", "backup");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.err()).contains("'soon' is no time: a time expected");
    }

    @Test
    void sleepsUntilAWakeupStaysAwakeAndSleepsOn() {
        run("wakeup", "add", "--at", "+40s", "--for", "backup", "--stay", "3s");

        Told told = run("suspend", "mem", "--for", "90s");

        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.out())
                .startsWith("Slept and woke as promised")
                .contains("the alarm of rtc0 for backup (asked for by ");
        assertThat(run("history", "--json").out())
                .contains("\"reason\":\"wakeup\"", "\"reason\":\"promise\"");
    }

    @Test
    void keepsAWakeupThatComesAgainAfterItCame() {
        String time =
                ZonedDateTime.now(ZoneId.systemDefault())
                        .plusSeconds(40)
                        .format(DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT));
        Told asked = run("wakeup", "add", "--on-calendar", time, "--for", "backup", "--stay", "3s");
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(asked.out()).contains("; again *-*-* " + time);

        Told told = run("suspend", "mem", "--for", "90s");

        assertThat(told.out())
                .startsWith("Slept and woke as promised")
                .contains("the alarm of rtc0 for backup (asked for by ");
        assertThat(run("wakeup", "list").out())
                .contains(asked.out().split(" ", -1)[1], "; again *-*-* " + time);
    }

    @Test
    void saysWhatIsWrongWithACalendarEvent() {
        assertThat(run("wakeup", "add", "--on-calendar", "Mon 25:00", "--for", "backup").err())
                .contains("'Mon 25:00' is no calendar event: '25' is no hour; *, or 0 to 23, with");
        assertThat(
                        run(
                                        "wakeup",
                                        "add",
                                        "--on-calendar",
                                        "daily",
                                        "--at",
                                        "+8h",
                                        "--for",
                                        "backup")
                                .err())
                .contains("--at and --on-calendar exclude each other");
    }

    @Test
    void asksADaemonForOneThatComesAgain() throws Exception {
        machine.serve();
        String uri = machine.ourUri("libvirt-sock");
        String[] add = {"wakeup", "add", "--on-calendar", "mon..FRI 6:30", "--for", "backup"};

        Told asked = ask(uri, add);
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(ask(uri, add).out()).isEqualTo(asked.out());
        assertThat(ask(uri, "wakeup", "list").out()).contains("again Mon..Fri *-*-* 06:30:00");
        assertThat(ask(uri, "wakeup", "list", "--json").out())
                .contains("\"calendar\":\"Mon..Fri *-*-* 06:30:00\"");
        assertThat(run("suspend", "mem", "--for", "168h", "--dry-run").out())
                .as("each time within the sleep")
                .satisfies(plan -> assertThat(plan.split("10 min: backup", -1)).hasSize(6));
        assertThat(ask(uri, "wakeup", "remove", asked.out().split(" ", -1)[1]).out())
                .contains("taken back");
    }

    @Test
    void tellsTheWakeupsInTheRehearsal() {
        run("wakeup", "add", "--at", "+1h", "--for", "backup");

        assertThat(run("suspend", "mem", "--for", "8h", "--dry-run").out())
                .contains("for 10 min: backup (asked for by ");
    }

    @Test
    void staysAwakeWhereItsWakeupsCanNotBeRead() {
        machine.played().write(KEPT, "{");

        Told told = run("suspend", "mem", "--for", "90s", "--dry-run");

        assertThat(told.code()).isEqualTo(10);
        assertThat(told.err()).contains("who wants the host awake", "wakeups.json");
        assertThat(
                        run(
                                        "suspend",
                                        "mem",
                                        "--for",
                                        "90s",
                                        "--dry-run",
                                        "--ignore-blocker",
                                        "wakeups")
                                .code())
                .isZero();
    }

    /// A script that runs each evening, and once more by hand.
    @Test
    void isOneEntryWhereTheSameIsAskedForTwice() throws Exception {
        String add = "wakeup add --at 06:30 --for backup --stay ";
        Told first = run((add + "20min").split(" ", -1));
        Told second = run((add + "5min").split(" ", -1));
        run("wakeup", "add", "--at", "06:30", "--for", "updates");

        assertThat(second.out()).isEqualTo(first.out()).contains("20 min");
        assertThat(run("wakeup", "list").out().lines().filter(line -> line.contains("backup")))
                .hasSize(1);
        assertThat(run("wakeup", "list").out()).contains("updates");

        machine.serve();
        String uri = machine.ourUri("libvirt-sock");
        String id = ask(uri, (add + "1h").split(" ", -1)).out().split(" ", -1)[1];
        assertThat(ask(uri, (add + "1h").split(" ", -1)).out())
                .as("each by a process of its own number")
                .contains(id);
    }

    @Test
    void asksADaemonWhichKeepsThemThroughItsEnd() throws Exception {
        Process daemon = machine.serve();
        String uri = machine.ourUri("libvirt-sock");

        Told asked = ask(uri, "wakeup", "add", "--at", "06:30", "--for", "backup");
        assertThat(asked.code()).as(asked.err()).isZero();
        String id = asked.out().split(" ", -1)[1];
        assertThat(ask(uri, "wakeup", "list").out()).contains(id, "by lungfish wakeup at ");
        assertThat(ask(machine.ourUri("libvirt-sock-ro"), "wakeup", "remove", id).code())
                .as("by the socket for those who only look")
                .isEqualTo(1);
        assertThat(ask(uri, "wakeup", "add", "--at", "soon", "--for", "backup").err())
                .contains("'soon' is no time: a time expected");
        assertThat(ask(uri, "wakeup", "remove", "other").err()).contains("no wakeup has the name");
        daemon.toHandle().destroy();
        Told told = machine.played().awaitEnd(daemon);
        assertThat(told.out()).contains("wakeup asked for", "purpose=backup");

        machine.serve();
        assertThat(ask(uri, "wakeup", "list", "--json").out()).contains("\"id\":\"" + id + "\"");
        assertThat(ask(uri, "wakeup", "remove", id).out()).contains("taken back");
    }

    private Told run(String... command) {
        return machine.played().run(command);
    }

    private Told ask(String uri, String... command) {
        return machine.played()
                .run(
                        Stream.concat(Stream.of("--connect", uri), Stream.of(command))
                                .toArray(String[]::new));
    }
}
