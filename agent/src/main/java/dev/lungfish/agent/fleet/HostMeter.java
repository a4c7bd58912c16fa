package dev.lungfish.agent.fleet;

import dev.lungfish.core.fleet.energy.HostMeters;
import dev.lungfish.core.fleet.energy.MeterAccount;
import dev.lungfish.core.fleet.energy.MeterAccount.Look;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.cpupower.MeterReader;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What the meters of a host have measured since this process began to look. To be read every few
/// seconds, before a counter goes round. For one thread.
public final class HostMeter {
    private final MeterReader reader;
    private final Supplier<Moment> clock;
    private Optional<MeterAccount> account = Optional.empty();

    /// @param clock the clocks of the host
    public HostMeter(HostTree tree, Supplier<Moment> clock) {
        reader = new MeterReader(tree);
        this.clock = clock;
    }

    /// Looks now; empty where nothing is measured, or can't be read.
    public Optional<MeterReading> read() {
        Optional<HostMeters> meters = reader.read();
        if (meters.isEmpty()) {
            return Optional.empty(); // The account waits: a meter may fail for a moment.
        }
        Look now = new Look(clock.get(), meters.get());
        MeterAccount next =
                account.flatMap(before -> before.after(now))
                        .orElseGet(() -> MeterAccount.begin(UUID.randomUUID().toString(), now));
        account = Optional.of(next);
        return Optional.of(next.reading());
    }
}
