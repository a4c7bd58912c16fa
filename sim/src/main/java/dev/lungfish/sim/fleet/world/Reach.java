package dev.lungfish.sim.fleet.world;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;
import java.util.function.Consumer;

/// Where hosts find controllers.
public interface Reach {
    /// A host calls one of the controllers that it knows. Nothing follows where nobody answers.
    ///
    /// @param attempt decides which one: each attempt the next
    void call(SimHost host, int attempt, CheckIn call, Consumer<Verdict> answer);

    /// A host says that it is about to sleep.
    void going(SimHost host, int attempt, Entering notice, Consumer<Verdict> answer);
}
