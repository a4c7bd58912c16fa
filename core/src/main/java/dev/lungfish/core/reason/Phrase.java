package dev.lungfish.core.reason;

/// A reason that is part of a sentence and no sentence itself, as `wakeup source 00:04`: several of
/// them are joined by commas.
public interface Phrase extends Reason {}
