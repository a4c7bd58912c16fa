package dev.lungfish.sim.run;

import java.util.function.Supplier;

/// Takes what happens in a run, in words; words are made only where somebody wants them.
@FunctionalInterface
public interface Trace {
    void tell(Supplier<String> words);

    /// Nobody listens.
    static Trace none() {
        return words -> {};
    }
}
