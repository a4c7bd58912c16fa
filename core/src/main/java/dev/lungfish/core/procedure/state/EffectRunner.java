package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Answer;

/// Carries effects out, on a host or on a simulated one.
///
/// @param <E> the family of effects that it carries out
@FunctionalInterface
public interface EffectRunner<E extends Effect> {
    /// Carries one effect out and waits for what comes of it. Never throws for what the host does:
    /// that is an [Answer.Failed].
    Answer carryOut(E effect);

    /// Carries out the effects of both families, each by its runner.
    static EffectRunner<Effect> of(
            EffectRunner<Effect.OnHost> host, EffectRunner<Effect.OnRecord> record) {
        return effect ->
                switch (effect) {
                    case Effect.OnHost onHost -> host.carryOut(onHost);
                    case Effect.OnRecord onRecord -> record.carryOut(onRecord);
                };
    }
}
