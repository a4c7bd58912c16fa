package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.state.FleetHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What controllers keep. Whoever has a lower epoch than it writes nothing more.
final class Database {
    /// What an administrator adds to the epoch of a database of the past: more than it can have
    /// grown since.
    private static final int FAR = 1000;

    Epoch epoch = Epoch.NONE.next();
    FleetRates rates;
    final Map<String, FleetHost> rows = new LinkedHashMap<>();
    final Map<String, Demand> demands = new LinkedHashMap<>();
    Map<String, List<String>> claims = Map.of();
    int restores;

    Database(FleetRates rates) {
        this.rates = rates;
    }

    /// As it is now.
    Database backup() {
        Database copy = new Database(rates);
        copy.epoch = epoch;
        copy.rows.putAll(rows);
        copy.demands.putAll(demands);
        copy.claims = claims;
        copy.restores = restores;
        return copy;
    }

    /// A backup, put in the place of what there was.
    ///
    /// @param before how often that was done before
    Database restored(int before) {
        Database copy = backup();
        copy.restores = before + 1;
        copy.epoch = new Epoch(epoch.number() % FAR + FAR * (long) copy.restores);
        return copy;
    }
}
