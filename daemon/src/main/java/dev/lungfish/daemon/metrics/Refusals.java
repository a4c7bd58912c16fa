package dev.lungfish.daemon.metrics;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.daemon.sleep.SleepObserver;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Counts the requests that were refused. The journal has those alone that had been accepted
/// before. Safe for use by several threads.
///
/// @see MetricsContent.Requests
public final class Refusals implements SleepObserver {
    private final Supplier<Instant> clock;
    private Count count = new Count(0, Optional.empty());

    /// How many there were.
    ///
    /// @param since when the first was refused that no other outcome followed
    record Count(long number, Optional<Instant> since) {}

    /// @param clock the wall clock
    public Refusals(Supplier<Instant> clock) {
        this.clock = clock;
    }

    synchronized Count count() {
        return count;
    }

    @Override
    public synchronized void ended(Finished finished) {
        if (finished.request().dryRun()) {
            return;
        }
        count =
                finished.outcome() instanceof Outcome.Refused
                        ? new Count(
                                count.number() + 1,
                                count.since().or(() -> Optional.of(clock.get())))
                        : new Count(count.number(), Optional.empty());
    }
}
