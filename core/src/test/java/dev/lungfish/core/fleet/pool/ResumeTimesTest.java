package dev.lungfish.core.fleet.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeTimesTest {
    @Test
    void knowsNothingOfTheFirstWakesAndThenTheLongestOfTheLastOnes() {
        ResumeTimes times = ResumeTimes.NONE;
        assertThat(times.inNearlyAllCases()).isEmpty();
        times = times.and(Duration.ofSeconds(90)).and(Duration.ofSeconds(5));
        assertThat(times.inNearlyAllCases()).isEmpty();

        times = times.and(Duration.ofSeconds(7));
        assertThat(times.inNearlyAllCases()).contains(Duration.ofSeconds(90));
        for (int i = 0; i < 64; i++) {
            times = times.and(Duration.ofSeconds(8));
        }
        assertThat(times.newest()).hasSize(64);
        assertThat(times.inNearlyAllCases()).contains(Duration.ofSeconds(8));
    }

    @Test
    void leavesOneOfAHundredOutWhereManyHostsWereSeen() {
        ResumeTimes quick = ResumeTimes.NONE;
        for (int i = 0; i < 60; i++) {
            quick = quick.and(Duration.ofSeconds(5));
        }
        ResumeTimes slow = quick.and(Duration.ofMinutes(3));

        assertThat(ResumeTimes.inNearlyAllCases(List.of(quick, quick, slow)))
                .contains(Duration.ofSeconds(5));
        assertThat(ResumeTimes.inNearlyAllCases(List.of(slow))).contains(Duration.ofMinutes(3));
    }
}
