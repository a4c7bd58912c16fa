package dev.lungfish.core.procedure;

/// Carries effects out, on a host or on a simulated one.
@FunctionalInterface
public interface EffectRunner {
    /// Carries one effect out and waits for what comes of it. Never throws for what the host does:
    /// that is an [Answer.Failed].
    Answer carryOut(Effect effect);
}
