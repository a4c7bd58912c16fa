package dev.lungfish.controller.metrics;

import dev.lungfish.controller.endpoint.HostDecisions;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.runtime.clock.Stopwatch;

/// Measures how long hosts wait for an answer.
public record TimedDecisions(HostDecisions decisions, FleetMetrics metrics)
        implements HostDecisions {
    @Override
    public Verdict checkIn(HostTable.Row host, CheckIn call) {
        Stopwatch watch = Stopwatch.start();
        Verdict verdict = decisions.checkIn(host, call);
        metrics.checkedIn(watch.elapsed());
        call.ended().ifPresent(metrics::slept);
        return verdict;
    }

    @Override
    public Verdict entering(HostTable.Row host, Entering notice) {
        return decisions.entering(host, notice);
    }
}
