package dev.lungfish.core.fleet.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void letsNoMorePassInAnyTimeThanTheRateAndWhatMayBeThereAtOnce(long seed) {
        Random random = new Random(seed);
        double rate = 1 + random.nextInt(20);
        double most = 1 + random.nextInt(10);
        TokenBucket bucket = TokenBucket.full(rate, most, NOW);
        List<Instant> passed = new ArrayList<>();
        Instant now = NOW;
        for (int i = 0; i < 2000; i++) {
            now = now.plusMillis(random.nextInt(6000));
            Optional<TokenBucket> taken = bucket.take(now, 1);
            assertThat(bucket.until(now, 1).isZero()).isEqualTo(taken.isPresent());
            if (taken.isPresent()) {
                bucket = taken.get();
                passed.add(now);
            }
        }

        assertThat(passed).hasSizeGreaterThan(100);
        for (int first = 0; first < passed.size(); first++) {
            for (int last = first; last < Math.min(passed.size(), first + 50); last++) {
                double minutes =
                        Duration.between(passed.get(first), passed.get(last)).toMillis() / 60_000.0;
                assertThat(last - first + 1.0).isLessThanOrEqualTo(most + rate * minutes + 0.001);
            }
        }
    }

    @Test
    void saysExactlyWhenTheNextMayPass() {
        TokenBucket empty = TokenBucket.full(6, 1, NOW).take(NOW, 1).orElseThrow();

        Duration wait = empty.until(NOW, 1);

        assertThat(wait).isEqualTo(Duration.ofSeconds(10));
        assertThat(empty.take(NOW.plus(wait).minusMillis(1), 1)).isEmpty();
        assertThat(empty.take(NOW.plus(wait), 1)).isPresent();
    }

    @Test
    void letsWhatIsTooLargePassWhenItIsFullAndIsInDebtThen() {
        TokenBucket full = TokenBucket.full(100, 200, NOW);

        TokenBucket debt = full.take(NOW, 500).orElseThrow();

        assertThat(debt.until(NOW, 1)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        assertThat(debt.take(NOW, 1)).isEmpty();
    }

    @Test
    void clockThatIsSetBackBringsNothing() {
        TokenBucket empty = TokenBucket.full(6, 1, NOW).take(NOW, 1).orElseThrow();
        Instant back = NOW.minus(Duration.ofDays(1));

        assertThat(empty.take(back, 1)).isEmpty();
        assertThat(empty.spend(back, 0).until(back, 1)).isEqualTo(Duration.ofSeconds(10));
    }
}
