package dev.lungfish.agent.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.runtime.clock.Patience;
import org.junit.jupiter.api.Test;

/// An effect that asks services is not given up while their own time runs.
class EffectLimitTest {
    @Test
    void leavesLogindItsTriesInAnExamination() {
        assertThat(EffectLimit.EXAMINATION).isGreaterThan(Patience.SERVICE.whole().multipliedBy(2));
    }

    @Test
    void leavesServicesTheirTriesWhereTheyAreAsked() {
        assertThat(EffectLimit.BLOCKERS).isGreaterThan(Patience.SERVICE.whole());
        assertThat(EffectLimit.of(new Effect.FindWakeups()))
                .isGreaterThan(Patience.SERVICE.whole());
    }
}
