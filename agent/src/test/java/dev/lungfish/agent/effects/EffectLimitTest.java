package dev.lungfish.agent.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.linux.hooks.HookScripts;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Patience;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An effect that asks services is not given up while their own time runs.
class EffectLimitTest {
    private static final HookScripts HOOKS =
            HookScripts.of(HostTree.live(), HookScripts.USUAL_LIMIT, true);

    @Test
    void leavesLogindItsTriesInAnExamination() {
        assertThat(EffectLimit.EXAMINATION).isGreaterThan(Patience.SERVICE.whole().multipliedBy(2));
    }

    @Test
    void leavesServicesTheirTriesWhereTheyAreAsked() {
        assertThat(EffectLimit.BLOCKERS).isGreaterThan(Patience.SERVICE.whole());
        assertThat(EffectLimit.of(new Effect.FindWakeups(), HOOKS))
                .isGreaterThan(Patience.SERVICE.whole());
    }

    @Test
    void leavesEachHookItsTime() {
        assertThat(
                        EffectLimit.of(
                                new Effect.RunHooks(Requests.any(), List.of("10-a", "20-b")),
                                HOOKS))
                .isGreaterThan(HookScripts.USUAL_LIMIT.multipliedBy(2));
    }
}
