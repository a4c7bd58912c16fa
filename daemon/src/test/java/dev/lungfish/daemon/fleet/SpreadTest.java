package dev.lungfish.daemon.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HOSTS = 10_000;

    private final Spread spread = new Spread(new Random(1));

    @Test
    void hostsThatWereAllAnsweredAtOnceSoonCallAtAllTimes() {
        // Ten rounds of a minute, each up to a tenth shorter.
        assertThat(most(wait -> rounds(10, spread::afterAnswer)))
                .as("calls in the fullest second")
                .isLessThan(HOSTS / 5);
    }

    @Test
    void hostsWhoseControllerCameBackCallInTheCourseOfAMinute() {
        assertThat(most(wait -> spread.afterSilence(wait, 1)))
                .as("calls in the fullest second")
                .isBetween(HOSTS / 100, HOSTS / 40);
    }

    @Test
    void noAnswerIsWaitedForLongerThanItSays() {
        for (int i = 0; i < HOSTS; i++) {
            assertThat(spread.afterAnswer(MINUTE)).isBetween(Duration.ofSeconds(54), MINUTE);
            assertThat(spread.afterSilence(MINUTE, 5))
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
        }
        assertThat(spread.afterAnswer(Duration.ZERO)).isZero();
    }

    @Test
    void shortWaitsDoubleWithEachAttemptUpToAHalfMinute() {
        Duration retry = Duration.ofSeconds(5);
        int[] seconds = {5, 10, 20, 30, 30};
        for (int i = 0; i < HOSTS; i++) {
            int attempt = i % seconds.length;
            long millis = seconds[attempt] * 1000L;
            assertThat(spread.afterSilence(retry, attempt + 1).toMillis())
                    .isBetween(millis / 2, millis * 3 / 2);
        }
        assertThat(spread.afterSilence(retry, Integer.MAX_VALUE))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
    }

    private static Duration rounds(int times, UnaryOperator<Duration> wait) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            sum = sum.plus(wait.apply(MINUTE));
        }
        return sum;
    }

    private static int most(UnaryOperator<Duration> wait) {
        int[] seconds = new int[700];
        int most = 0;
        for (int i = 0; i < HOSTS; i++) {
            most = Math.max(most, ++seconds[(int) wait.apply(MINUTE).toSeconds()]);
        }
        return most;
    }
}
