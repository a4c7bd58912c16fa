package dev.lungfish.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
