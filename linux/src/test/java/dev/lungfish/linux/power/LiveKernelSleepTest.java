package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveKernelSleepTest {
    private static final String COUNT = "/sys/power/wakeup_count";
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch endOfTest = new CountDownLatch(1);

    @AfterEach
    void endWhatHangs() {
        endOfTest.countDown();
    }

    @Test
    void writesTheCountOfWakeEventsBackBeforeTheWord() {
        assertThat(sleep(() -> new Reading.Present<>(COUNT, "17", "17"), this::accept))
                .isEqualTo(new Entry.Succeeded());
        assertThat(written).containsExactly(COUNT + "=17\n", "/sys/power/state=mem\n");
    }

    @Test
    void sleepsWithoutACountWhereTheKernelHasNone() {
        assertThat(sleep(() -> new Reading.Absent<>(COUNT), this::accept))
                .isEqualTo(new Entry.Succeeded());
        assertThat(written).containsExactly("/sys/power/state=mem\n");
    }

    @Test
    void isRefusedWhereAWakeEventCameSinceTheCountWasRead() {
        Entry entry =
                sleep(
                        () -> new Reading.Present<>(COUNT, "17", "17"),
                        (path, text) -> {
                            throw new HostFileException(
                                    "write '17' to " + path, "EINVAL (Invalid argument)", "EINVAL");
                        });

        assertThat(entry)
                .isEqualTo(
                        new Entry.Refused(
                                "a wake event came: write '17' to /sys/power/wakeup_count: EINVAL"
                                        + " (Invalid argument)",
                                "EINVAL"));
    }

    @Test
    void isRefusedWhileAWakeEventIsBeingProcessed() {
        Entry entry =
                sleep(
                        () -> {
                            hang();
                            return new Reading.Absent<>(COUNT);
                        },
                        this::accept);

        assertThat(entry)
                .isEqualTo(
                        new Entry.Refused(
                                "a wake event is being processed: /sys/power/wakeup_count could"
                                        + " not be read within 50 ms",
                                ""));
        assertThat(written).isEmpty();
    }

    @Test
    void isRefusedWhereTheCountCanNotBeRead() {
        assertThat(sleep(() -> new Reading.Failed<>(COUNT, "Input/output error"), this::accept))
                .isEqualTo(
                        new Entry.Refused(
                                "/sys/power/wakeup_count failed: Input/output error", ""));
        assertThat(written).isEmpty();
    }

    @Test
    void tellsWhyTheKernelRefused() {
        Entry entry =
                sleep(
                        () -> new Reading.Absent<>(COUNT),
                        (path, _) -> {
                            throw new HostFileException("write 'mem' to " + path, "EBUSY", "EBUSY");
                        });

        assertThat(entry)
                .isEqualTo(new Entry.Refused("write 'mem' to /sys/power/state: EBUSY", "EBUSY"));
    }

    @Test
    void doesNotWaitForeverForAKernelThatHangs() {
        Entry entry = sleep(() -> new Reading.Absent<>(COUNT), (_, _) -> hang());

        assertThat(entry)
                .isEqualTo(
                        new Entry.Hanging(
                                "write 'mem' to /sys/power/state: not back after 0 s of being"
                                        + " awake"));
    }

    private Entry sleep(Supplier<Reading<String>> count, HostWriter writer) {
        return new LiveKernelSleep(HostTree.live(), writer, count, SHORT, Optional.of(SHORT))
                .enter(SleepState.SUSPEND_TO_RAM, "rtc0");
    }

    private void accept(String path, String text) {
        written.add(path + "=" + text);
    }

    private void hang() {
        try {
            endOfTest.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
