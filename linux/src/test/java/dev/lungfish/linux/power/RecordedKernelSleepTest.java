package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The test plays the kernel: what it does follows the write of the word.
class RecordedKernelSleepTest {
    private static final String STATE = "/sys/power/state";
    private static final String SUCCESS = "/sys/power/suspend_stats/success";
    private static final String FAIL = "/sys/power/suspend_stats/fail";
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration CALM = Duration.ofMillis(60);

    @TempDir private Path folder;
    private HostFiles host;
    private HostTree tree;

    @BeforeEach
    void makeAHost() throws Exception {
        host =
                HostFiles.in(folder)
                        .file(STATE, "freeze mem disk\n")
                        .file(SUCCESS, "3\n")
                        .file(FAIL, "1\n")
                        .file("/proc/uptime", "1000.00 1\n")
                        .file("/sys/class/rtc/rtc0/since_epoch", "5000\n")
                        .file("/sys/class/rtc/rtc0/wakealarm", "5060\n");
        tree = HostTree.recorded(folder);
    }

    @Test
    void comesBackWhenAllTracesOfASleepAreThere() {
        List<Runnable> slowly =
                List.of(
                        () -> host.file(SUCCESS, "4\n"),
                        () -> host.file("/sys/class/rtc/rtc0/since_epoch", "5061\n"),
                        () -> host.file("/proc/uptime", "1061.00 1\n"),
                        () -> host.file("/sys/class/rtc/rtc0/wakealarm", ""));

        assertThat(sleepWith(LONG, LONG, slowly)).isEqualTo(new Entry.Succeeded());
        assertThat(host.text("/sys/class/rtc/rtc0/wakealarm")).isEmpty();
        assertThat(host.text(STATE)).isEqualTo("mem\n");
    }

    @Test
    void comesBackWhenClocksJumpFirst() {
        List<Runnable> slowly =
                List.of(
                        () -> host.file("/proc/uptime", "1061.00 1\n"),
                        () -> host.file("/sys/class/rtc/rtc0/since_epoch", "5061\n"),
                        () -> host.file("/sys/class/rtc/rtc0/wakealarm", ""),
                        () -> host.file(SUCCESS, "4\n"));

        assertThat(sleepWith(LONG, LONG, slowly)).isEqualTo(new Entry.Succeeded());
        assertThat(host.text(SUCCESS)).isEqualTo("4\n");
    }

    @Test
    void expectsNoCountsWhereTheKernelHasNone() throws Exception {
        Files.delete(host.at(SUCCESS));
        Files.delete(host.at(FAIL));
        List<Runnable> slowly =
                List.of(
                        () -> host.file("/sys/class/rtc/rtc0/since_epoch", "5061\n"),
                        () -> host.file("/sys/class/rtc/rtc0/wakealarm", ""),
                        () -> host.file("/proc/uptime", "1061.00 1\n"));

        assertThat(sleepWith(LONG, LONG, slowly)).isEqualTo(new Entry.Succeeded());
    }

    @Test
    void waitsForNothingElseAfterAFailureWasCounted() {
        List<Runnable> slowly = List.of(() -> host.file(FAIL, "2\n"));

        assertThat(sleepWith(LONG, LONG, slowly)).isEqualTo(new Entry.Succeeded());
        assertThat(host.text(FAIL)).isEqualTo("2\n");
    }

    @Test
    void comesBackWithASuccessThatNoClockProves() {
        List<Runnable> slowly = List.of(() -> host.file(SUCCESS, "4\n"));

        assertThat(sleepWith(LONG, Duration.ofMillis(100), slowly))
                .isEqualTo(new Entry.Succeeded());
    }

    @Test
    void comesBackFromAKernelThatDoesNothing() {
        assertThat(sleepWith(Duration.ofMillis(50), LONG, List.of()))
                .isEqualTo(new Entry.Succeeded());
    }

    @Test
    void isRefusedByAFileThatVanished() throws Exception {
        Files.delete(host.at(STATE));

        assertThat(sleepWith(LONG, LONG, List.of()))
                .isEqualTo(
                        new Entry.Refused(
                                "open /sys/power/state for writing: ENOENT (No such file or"
                                        + " directory)",
                                "ENOENT"));
    }

    /// Sleeps, and does these things one after the other once the word is written.
    private Entry sleepWith(Duration answer, Duration rest, List<Runnable> kernel) {
        Thread player =
                Thread.ofPlatform()
                        .start(() -> {
                            if (Pause.of(LONG, Duration.ofMillis(2), this::wordIsWritten)) {
                                kernel.forEach(step -> {
                                    boolean _ =
                                            Pause.of(
                                                    Duration.ofMillis(5),
                                                    Duration.ofMillis(5),
                                                    () -> false);
                                    step.run();
                                });
                            }
                        });
        Deadline deadline = Deadline.after(LONG);
        Entry entry =
                new RecordedKernelSleep(
                                tree,
                                new OpenedFiles(tree),
                                new HostClocks(tree),
                                new RecordedKernelSleep.Patience(answer, rest, CALM))
                        .enter(SleepState.SUSPEND_TO_RAM, "rtc0");
        player.interrupt();
        assertThat(deadline.passed()).isFalse();
        return entry;
    }

    private boolean wordIsWritten() {
        return tree.line(STATE).toOptional().filter("mem"::equals).isPresent();
    }
}
