package dev.lungfish.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void givesWhatTheWorkGives() {
        assertThat(TimeLimit.within(LONG, "work", () -> "done")).contains("done");
    }

    @Test
    void waitsForWorkThatTakesSeveralOfItsWaits() {
        assertThat(
                        TimeLimit.within(
                                LONG,
                                "slow work",
                                () -> Pause.of(Duration.ofMillis(1500), Pause.STEP, () -> false)))
                .contains(false);
    }

    @Test
    void givesUpWorkThatHangs() {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(
                        TimeLimit.within(
                                Duration.ofMillis(1200),
                                "hanging work",
                                () -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                    return "late";
                                }))
                .isEmpty();
        never.countDown();
    }

    /// A busy host gives little of its processors; what hangs uses none of it.
    @Test
    void countsASecondOfWorkAsAQuarterAndASecondOfHangingInFull() {
        assertThat(waits(Duration.ofMillis(1))).isEqualTo(16);
        assertThat(waits(Duration.ZERO)).isEqualTo(4);
    }

    /// How many waits of 20 ms come until work that never ends is given up, of a limit of four.
    private static int waits(Duration used) {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        assertThat(
                        TimeLimit.within(
                                Duration.ofMillis(80),
                                "endless work",
                                () -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                    return "late";
                                },
                                Duration.ofMillis(20),
                                Optional.of(() -> used.multipliedBy(asked.getAndIncrement()))))
                .isEmpty();
        never.countDown();
        return asked.get() - 1;
    }

    /// It takes longer than most work to find out.
    @Test
    void doesNotAskWhatQuickWorkUses() {
        AtomicInteger asked = new AtomicInteger();

        assertThat(
                        TimeLimit.within(
                                LONG,
                                "quick work",
                                () -> "done",
                                LONG,
                                Optional.of(() -> Duration.ofNanos(asked.incrementAndGet()))))
                .contains("done");
        assertThat(asked).hasValue(0);
    }

    @Test
    void namesTheThreadAfterItsWork() {
        assertThat(TimeLimit.within(LONG, "some work", () -> Thread.currentThread().getName()))
                .contains("some work");
    }

    @Test
    void seesTheProcessorTimeOfThisProcess() {
        assertThat(
                        TimeLimit.ofWork(
                                LONG,
                                "work of its own",
                                () -> ProcessHandle.current().info().totalCpuDuration()))
                .hasValueSatisfying(used -> assertThat(used).isPresent());
    }

    @Test
    void throwsWhatTheWorkThrows() {
        assertThatThrownBy(() ->
                        TimeLimit.within(
                                LONG,
                                "broken work",
                                () -> {
                                    throw new IllegalStateException("broken");
                                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }
}
