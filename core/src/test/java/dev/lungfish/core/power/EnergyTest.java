package dev.lungfish.core.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.power.Power.Watts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnergyTest {
    private static final Energy RANGE = new Energy(10_000_000);

    @Test
    void isPowerOverTime() {
        assertThat(new Energy(5_000_000).since(new Energy(1_000_000), RANGE, Duration.ofSeconds(2)))
                .contains(new Watts(2));
    }

    @Test
    void goesOnWhereTheCounterBeganAgainAtZero() {
        assertThat(new Energy(1_000_000).since(new Energy(9_000_000), RANGE, Duration.ofSeconds(1)))
                .contains(new Watts(2));
    }

    @Test
    void isNotKnownWhereNoTimePassedOrTheCounterWasSetBack() {
        assertThat(new Energy(2).since(new Energy(1), RANGE, Duration.ZERO)).isEmpty();
        assertThat(new Energy(1).since(new Energy(3), new Energy(0), Duration.ofSeconds(1)))
                .isEmpty();
    }
}
