package dev.lungfish.agent.wakeups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.WakeupFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeupsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private StateDirectory state;
    private Wakeups wakeups;
    private Instant now;

    @BeforeEach
    void begin() throws IOException, NotARecordException {
        Files.createDirectories(folder.resolve("sys/class/rtc/rtc0/device"));
        state = new StateDirectory(folder.resolve("state"), "rwx------");
        HostTree tree = HostTree.recorded(folder);
        HostClocks clocks = new HostClocks(tree);
        wakeups = new Wakeups(tree, state, clocks, ZoneOffset.UTC);
        now = clocks.now().wall();
    }

    @Test
    void keepsWhatIsAskedForInOrderOfTime() throws StateException {
        Wakeup second = add("+8h", "backup");
        Wakeup first = add("+2h", "  updates ");

        assertThat(wakeups.list().wakeups()).containsExactly(first, second);
        assertThat(second.id()).hasSize(8).isNotEqualTo(first.id());
        assertThat(second.stay()).isEqualTo(Duration.ofMinutes(10));
        assertThat(second.requester()).isEqualTo("a test");
        assertThat(first.reason()).isEqualTo("updates");
        assertThat(second.at())
                .isBetween(
                        now.plus(Duration.ofHours(8)), now.plus(Duration.ofHours(8)).plus(MINUTE));
    }

    @Test
    void takesOneBack() throws StateException {
        Wakeup backup = add("+8h", "backup");
        Wakeup updates = add("+9h", "updates");

        assertThat(wakeups.remove(backup.id())).isEqualTo(backup);
        assertThatThrownBy(() -> wakeups.remove(backup.id()))
                .isInstanceOf(ReasonException.class)
                .hasMessage("no wakeup has the name '" + backup.id() + "'");
        assertThat(WakeupFile.read(state)).containsExactly(updates);
    }

    @Test
    void refusesWhatIsNotWithinItsBounds() {
        refuses("+0s", MINUTE, "backup", "has passed");
        refuses("+367d", MINUTE, "backup", "farther ahead than any sleep");
        refuses("+1h", Duration.ZERO, "backup", "a stay of 0 s is not possible");
        refuses("+1h", Duration.ofHours(25), "backup", "between 1 s and 1 d expected");
        refuses("+1h", MINUTE, "  ", "not told");
        refuses("+1h", MINUTE, "a\nb", "one line expected");
        refuses("+1h", MINUTE, "x".repeat(121), "longer than 120 characters");
    }

    @Test
    void keepsNoMoreThanItsLimit() throws StateException {
        for (int number = 0; number < WakeupFile.MOST; number++) {
            add("+8h", "task " + number);
        }

        refuses("+8h", MINUTE, "one more", "no more than 64 wakeups are kept");
        assertThat(WakeupFile.read(state)).hasSize(64);
    }

    @Test
    void forgetsThoseThatAreOverForADay() throws StateException {
        Wakeup recent = past(Duration.ofHours(23));
        Wakeup old = past(Duration.ofHours(25));
        WakeupFile.add(state, old, old.at());
        WakeupFile.add(state, recent, old.at());

        assertThat(wakeups.list().wakeups()).containsExactly(recent);
        Wakeup backup = add("+1h", "backup");
        assertThat(WakeupFile.read(state)).containsExactly(recent, backup);
    }

    @Test
    void keepsAllThatAreAskedForAtTheSameTime() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            String reason = "task " + number;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    add("+1h", reason);
                                } catch (StateException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(WakeupFile.read(state)).hasSize(8);
    }

    @Test
    void namesTheFileThatItDoesNotUnderstand() throws Exception {
        state.create();
        for (String content :
                List.of(
                        "{",
                        "{}",
                        "{\"schema\":\"lungfish.wakeups/2\",\"wakeups\":[]}",
                        "{\"schema\":\"lungfish.wakeups/1\",\"wakeups\":[{\"id\":\"1\"}]}",
                        "{\"schema\":\"lungfish.wakeups/1\",\"wakeups\":[{\"id\":\"1\","
                                + "\"requester\":\"a\",\"reason\":\"b\",\"at\":\"soon\","
                                + "\"stay\":\"PT1M\"}]}")) {
            Files.writeString(folder.resolve("state/wakeups.json"), content);

            assertThatThrownBy(() -> wakeups.list())
                    .as(content)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("wakeups.json")
                    .hasMessageContaining("mend it, or remove it");
            assertThatThrownBy(() -> add("+1h", "backup")).isInstanceOf(StateException.class);
            assertThat(folder.resolve("state/wakeups.json")).hasContent(content);
        }
    }

    @Test
    void listsWhatElseWillWakeTheHost() throws Exception {
        write("sys/class/rtc/rtc0/since_epoch", "1000\n");
        write("sys/class/rtc/rtc0/wakealarm", "4600\n");
        write(
                "services/systemd/wake-timers",
                now.plusSeconds(7200) + " backup.timer\n" + now.minusSeconds(60) + " past.timer\n");

        WakeupReport report = wakeups.list();

        assertThat(report.unknown()).isEmpty();
        assertThat(report.others())
                .extracting(other -> other.kind().spelling() + " " + other.name())
                .containsExactly("rtc-alarm rtc0", "systemd-timer backup.timer");
        assertThat(report.others().getFirst().at())
                .isBetween(now.plusSeconds(3600), now.plusSeconds(3660));
    }

    @Test
    void saysWhatItCouldNotFindOut() throws Exception {
        write("sys/class/rtc/rtc0/since_epoch", "1000\n");
        write("sys/class/rtc/rtc0/wakealarm", "soon\n");
        write("services/systemd/wake-timers", "06:30 backup.timer\n");

        assertThat(wakeups.list().unknown())
                .extracting(ReasonText::sentence)
                .satisfiesExactlyInAnyOrder(
                        alarm -> assertThat(alarm).contains("the alarm of rtc0", "wakealarm"),
                        timers -> assertThat(timers).contains("wake-timers", "a time and a timer"));
    }

    @Test
    void keepsOneThatComesAgain() throws StateException {
        Wakeup daily = repeating("daily");
        assertThat(daily.repeats().orElseThrow().calendar()).isEqualTo("*-*-* 00:00:00");
        assertThat(repeating("*-*-* 0:0").id()).isEqualTo(daily.id());
        assertThat(repeating("weekly").id()).isNotEqualTo(daily.id());
        assertThat(wakeups.list().wakeups()).hasSize(2).contains(daily);

        Instant later = now.plus(Duration.ofDays(40));
        WakeupFile.add(state, new Wakeup("1", "a test", "updates", later, MINUTE), later);
        assertThat(wakeups.list().wakeups()).hasSize(3).contains(daily);
        assertThat(wakeups.remove(daily.id()).repeats()).isEqualTo(daily.repeats());
    }

    @Test
    void refusesWhatComesNeverOrTooOften() {
        for (String[] each :
                List.of(
                        new String[] {"2020-01-01", "2020-01-01 00:00:00 never comes"},
                        new String[] {"*:*:0/10", "more often than once in 1 min"},
                        new String[] {"Mon 6:30pm", "'30pm' is no minute"})) {
            assertThatThrownBy(() -> repeating(each[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(each[1]);
        }
    }

    @Test
    void tellsARequestEachTimeOfOneThatComesAgain() throws StateException {
        Wakeup daily = repeating("06:30");

        List<Wakeup> found = WakeupFile.found(state, now, ZoneOffset.UTC).wakeups();
        assertThat(found).hasSizeGreaterThan(16).allMatch(one -> one.repeats().isEmpty());
        assertThat(found.getFirst().at()).isEqualTo(daily.at());
        assertThat(found.get(1).at()).isEqualTo(daily.at().plus(Duration.ofDays(1)));
        assertThat(found.stream().map(Wakeup::id)).doesNotHaveDuplicates();
    }

    private Wakeup repeating(String calendar) throws StateException {
        return wakeups.addRepeating(calendar, Optional.empty(), "backup", "a test");
    }

    @Test
    void tellsTheSameByJson() throws Exception {
        write("services/systemd/wake-timers", now.plusSeconds(7200) + " backup.timer\n");
        write("sys/class/rtc/rtc0/wakealarm", "soon\n");
        add("+8h", "backup");
        repeating("Mon..Fri 06:30 Europe/Berlin");
        WakeupReport report = wakeups.list();

        assertThat(WakeupDocument.write(WakeupDocument.readReport(WakeupDocument.write(report))))
                .isEqualTo(WakeupDocument.write(report));
        assertThatThrownBy(() -> WakeupDocument.readReport("{\"schema\":\"lungfish.status/1\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lungfish.wakeups/1 expected");
    }

    private Wakeup add(String at, String reason) throws StateException {
        return wakeups.add(at, Optional.empty(), reason, "a test");
    }

    private void refuses(String at, Duration stay, String reason, String why) {
        assertThatThrownBy(() -> wakeups.add(at, Optional.of(stay), reason, "a test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private Wakeup past(Duration ago) {
        return new Wakeup("past " + ago, "a test", "backup", now.minus(ago), MINUTE);
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
