package dev.lungfish.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenDurationTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.4S, 0 s",
        "PT59.7S, 1 min",
        "PT59.4S, 59 s",
        "PT-90S, 1 min 30 s",
        "PT1H59M59.6S, 2 h",
        "PT3H10M, 3 h 10 min",
        "P2DT30M, 2 d",
    })
    void saysTheTwoLargestUnitsToTheNearestSecond(Duration duration, String words) {
        assertThat(SpokenDuration.of(duration)).isEqualTo(words);
    }
}
