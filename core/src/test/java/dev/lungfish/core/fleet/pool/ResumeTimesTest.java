package dev.lungfish.core.fleet.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
        List<Duration> times = new ArrayList<>(Collections.nCopies(120, Duration.ofSeconds(5)));
        times.add(Duration.ofMinutes(3));

        assertThat(ResumeTimes.inNearlyAllCases(times)).contains(Duration.ofSeconds(5));
        assertThat(ResumeTimes.inNearlyAllCases(times.subList(60, 121)))
                .contains(Duration.ofMinutes(3));
    }
}
