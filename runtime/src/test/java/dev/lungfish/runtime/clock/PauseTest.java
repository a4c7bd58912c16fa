package dev.lungfish.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMillis(1);

    @Test
    void endsEarlyWhenItIsEnough() {
        AtomicInteger asked = new AtomicInteger();

        assertThat(Pause.of(LONG, STEP, () -> asked.incrementAndGet() == 3)).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void waitsTheWholeTimeWhereNothingEndsIt() {
        Deadline deadline = Deadline.after(Duration.ofMillis(30));

        assertThat(Pause.of(Duration.ofMillis(30), STEP, () -> false)).isFalse();
        assertThat(deadline.passed()).isTrue();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(Pause.of(LONG, STEP, () -> false)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void givesUpWhatHangs() {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(
                        TimeLimit.within(
                                Duration.ofMillis(20),
                                "hangs",
                                () -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                    return 1;
                                }))
                .isEmpty();
        never.countDown();
    }

    @Test
    void givesWhatComesInTime() {
        assertThat(TimeLimit.within(LONG, "answers", () -> 42)).contains(42);
    }
}
