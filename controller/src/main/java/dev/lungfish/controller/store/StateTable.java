package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.Rest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// What is known of the hosts.
public final class StateTable {
    private final Handle handle;

    StateTable(Handle handle) {
        this.handle = handle;
    }

    /// What was kept of one host.
    ///
    /// @param host empty where another version of the program kept it
    /// @param call what the host told last; empty where it has not called yet, or another version
    ///   of the program kept it
    public record Row(Optional<FleetHost> host, Optional<CheckIn> call) {}

    /// All that was kept, by the hosts' identities.
    public Map<String, Row> all() {
        Map<String, Row> rows = new HashMap<>();
        handle.createQuery("SELECT host, state, called FROM host_state")
                .map((row, _) ->
                        Map.entry(
                                row.getString("host"),
                                new Row(
                                        Kept.HOST.value(row.getString("state")),
                                        Columns.text(row, "called").flatMap(Kept.CALL::value))))
                .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
        return rows;
    }

    /// A host that is to be kept.
    ///
    /// @param id its identity
    public record Entry(String id, FleetHost host, Optional<CheckIn> call) {}

    /// Keeps what is known of hosts now, by one statement.
    public void put(List<Entry> entries, Epoch epoch) {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO host_state (host, target, observed, since, lease, epoch, state, called)
                        VALUES (:host, :target, :observed, :since, :lease, :epoch, :state, :called)
                        ON CONFLICT (host) DO UPDATE SET target = :target, observed = :observed,
                            since = :since, lease = :lease, epoch = :epoch, state = :state, called = :called
                        """)) {
            for (Entry entry : entries) {
                FleetHost host = entry.host();
                PreparedBatch _ =
                        batch.bind("host", entry.id())
                                .bind("target", host.target().spelling())
                                .bind("observed", host.state().spelling())
                                .bind("since", host.state().since().toEpochMilli())
                                .bind(
                                        "lease",
                                        host.state().rest().flatMap(Rest::lease).map(Lease::id))
                                .bind("epoch", epoch.number())
                                .bind("state", Kept.HOST.text(host))
                                .bind("called", entry.call().map(Kept.CALL::text))
                                .add();
            }
            int[] _ = batch.execute();
        }
    }
}
