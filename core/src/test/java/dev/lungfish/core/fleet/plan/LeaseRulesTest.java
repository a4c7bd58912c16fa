package dev.lungfish.core.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseRulesTest {
    private static final LeaseRules RULES = LeaseRules.usual();

    @Test
    void doublesUpToTheLongest() {
        assertThat(nearly(0)).isEqualTo(Duration.ofMinutes(15));
        assertThat(nearly(1)).isEqualTo(Duration.ofMinutes(30));
        assertThat(nearly(5)).isEqualTo(Duration.ofHours(8));
        assertThat(nearly(1_000_000)).isEqualTo(Duration.ofHours(8));
    }

    /// The longest of many seeds, to the minute.
    private static Duration nearly(int renewals) {
        Duration longest = Duration.ZERO;
        for (long seed = 0; seed < 1000; seed++) {
            Duration length = RULES.length(renewals, Optional.empty(), seed).orElseThrow();
            longest = length.compareTo(longest) > 0 ? length : longest;
        }
        return Duration.ofMinutes(Math.round(longest.toMillis() / 60_000.0));
    }

    @Test
    void isNeverLongerThanItMayBeNorShorterThanWhatIsWorthIt() {
        Random random = new Random(1);
        int cut = 0;
        for (int i = 0; i < 100_000; i++) {
            Duration most = Duration.ofMillis(random.nextInt(40_000_000));
            int renewals = random.nextInt(10);
            Optional<Duration> length =
                    RULES.length(renewals, Optional.of(most), random.nextLong());
            assertThat(length.isPresent()).isEqualTo(most.compareTo(RULES.least()) >= 0);
            if (length.isPresent()) {
                cut++;
                assertThat(length.get())
                        .isBetween(RULES.least(), RULES.longest())
                        .isLessThanOrEqualTo(most);
            }
        }
        assertThat(cut).isGreaterThan(50_000);
    }

    @Test
    void isSpreadOverATenthAndTheSameForTheSameSeed() {
        Set<Duration> lengths = new HashSet<>();
        for (long seed = 0; seed < 1000; seed++) {
            Duration length = RULES.length(9, Optional.empty(), seed).orElseThrow();
            assertThat(length).isEqualTo(RULES.length(9, Optional.empty(), seed).orElseThrow());
            assertThat(length).isBetween(Duration.ofMinutes(432), Duration.ofHours(8));
            lengths.add(Duration.ofMinutes(length.toMinutes()));
        }

        assertThat(lengths).hasSizeGreaterThan(45);
    }
}
