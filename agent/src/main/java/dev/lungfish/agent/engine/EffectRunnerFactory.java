package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.sleep.SleepReadings;
import java.util.Optional;

/// Makes what carries out the effects of one procedure on a host.
@FunctionalInterface
public interface EffectRunnerFactory {
    /// A runner for one procedure.
    ///
    /// @param readings what was just read of how the host sleeps; empty where it is to be read
    EffectRunner<Effect.OnHost> runner(Optional<SleepReadings> readings);
}
