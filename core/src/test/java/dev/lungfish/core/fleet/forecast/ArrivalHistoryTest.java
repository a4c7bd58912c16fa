package dev.lungfish.core.fleet.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalHistoryTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    /// Looks at each millisecond by itself.
    private static int counted(List<Long> arrivals, long end, long width, double share) {
        long times = end - width;
        for (int reserve = 0; ; reserve++) {
            long above = 0;
            for (long t = 0; t < times; t++) {
                int count = 0;
                for (long arrival : arrivals) {
                    count += arrival > t && arrival <= t + width ? 1 : 0;
                }
                above += count > reserve ? 1 : 0;
            }
            if (above == 0 || above < (1 - share) * times) {
                return reserve;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSmallestThatWasEnoughAsOneCountsMomentByMoment(long seed) {
        Random random = new Random(seed);
        int more = 0;
        for (int i = 0; i < 40; i++) {
            long end = 50L + random.nextInt(400);
            long width = 1L + random.nextInt(40);
            double share = List.of(0.5, 0.9, 0.99, 0.999).get(random.nextInt(4));
            ArrivalHistory history = new ArrivalHistory(START);
            List<Long> arrivals = new ArrayList<>();
            long at = 0;
            while (random.nextInt(30) > 0) {
                at += random.nextInt(30);
                int hosts = 1 + random.nextInt(3);
                if (at > end) {
                    break;
                }
                history.arrive(at(at), hosts);
                for (int host = 0; host < hosts; host++) {
                    arrivals.add(at);
                }
            }

            int reserve = history.reserve(at(end), Duration.ofMillis(width), share);

            assertThat(reserve).isEqualTo(counted(arrivals, end, width, share));
            more += reserve > 1 ? 1 : 0;
        }
        assertThat(more).isGreaterThan(5);
    }

    @Test
    void knowsNothingOfAHistoryThatIsShorterThanAWake() {
        ArrivalHistory history = new ArrivalHistory(START);
        history.arrive(at(1), 5);

        assertThat(history.reserve(at(10), Duration.ofMillis(10), 0.9)).isZero();
        assertThat(history.reserve(at(20), Duration.ofMillis(10), 0.9)).isEqualTo(5);
    }

    @Test
    void forgetsWhatIsOlderThanFourWeeks() {
        ArrivalHistory history = new ArrivalHistory(START);
        history.arrive(at(1000), 9);
        Instant later = START.plus(Duration.ofDays(29));

        assertThat(history.reserve(later, Duration.ofHours(1), 0.999)).isZero();
        assertThat(history.since()).isEqualTo(later.minus(ArrivalHistory.MEMORY));
        assertThat(history.size()).isZero();
    }
}
