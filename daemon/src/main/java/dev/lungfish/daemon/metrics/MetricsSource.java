package dev.lungfish.daemon.metrics;

import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.agent.power.CpuPower;
import dev.lungfish.api.Explanation;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.SleepTotals;
import java.util.Optional;
import java.util.function.Supplier;

/// What a host's metrics are made of; a page is written afresh each time.
///
/// @param watch knows the sleeps
/// @param explanation of the last look of the policy; gives none where there is none
public record MetricsSource(
        CpuPower power, RequestWatch watch, Supplier<Optional<Explanation>> explanation, Log log)
        implements Supplier<byte[]> {
    @Override
    public byte[] get() {
        return MetricsPage.write(power.report(), totals(), explanation.get());
    }

    private SleepTotals totals() {
        try {
            return watch.totals();
        } catch (StateException e) {
            log.event(new LogEvent.MetricsIncomplete(Reasoned.of(e)));
            return SleepTotals.NONE;
        }
    }
}
