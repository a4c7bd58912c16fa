package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.StoredProofs;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Makes what carries out the effects of one procedure on a host.
@FunctionalInterface
public interface EffectRunnerFactory {
    /// A runner for one procedure.
    ///
    /// @param kept what is kept of the host's ways back
    /// @param cancelled to be asked many times a second in each wait: whether to end it
    /// @param others carries out the effects that do not touch the host
    EffectRunner runner(
            Supplier<StoredProofs> kept, BooleanSupplier cancelled, EffectRunner others);
}
