package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.demand.Demand.Need;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Who needs hosts.
public final class DemandTable {
    private final Handle handle;

    DemandTable(Handle handle) {
        this.handle = handle;
    }

    public List<Demand> all() {
        return handle.createQuery("SELECT * FROM demand ORDER BY id").map(DemandTable::row).list();
    }

    /// Keeps one; a second one of the same name replaces the first.
    public void put(Demand demand, Instant now) {
        boolean _ = remove(demand.id());
        Optional<String> host =
                demand.need() instanceof Need.OneHost(String name)
                        ? Optional.of(name)
                        : Optional.empty();
        Optional<Integer> hosts =
                demand.need() instanceof Need.Hosts(int count)
                        ? Optional.of(count)
                        : Optional.empty();
        Optional<Need.Room> room =
                demand.need() instanceof Need.Room some ? Optional.of(some) : Optional.empty();
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO demand
                                    (id, source, since, until, priority, made, need, host, hosts, cores, memory, pool)
                                VALUES (:id, :by, :since, :until, :priority, :made, :need, :host, :hosts, :cores,
                                    :memory, :pool)
                                """)
                        .bind("id", demand.id())
                        .bind("by", demand.by())
                        .bind("since", demand.from().toEpochMilli())
                        .bind("until", demand.until().toEpochMilli())
                        .bind("priority", demand.priority())
                        .bind("made", now.toEpochMilli())
                        .bind(
                                "need",
                                host.isPresent() ? "host" : hosts.isPresent() ? "hosts" : "room")
                        .bind("host", host)
                        .bind("hosts", hosts)
                        .bind("cores", room.map(Need.Room::cores))
                        .bind("memory", room.map(Need.Room::memory))
                        .bind("pool", demand.pool())
                        .execute();
    }

    /// Forgets one; false where there is none.
    public boolean remove(String id) {
        return handle.createUpdate("DELETE FROM demand WHERE id = :id").bind("id", id).execute()
                > 0;
    }

    private static Demand row(ResultSet row, StatementContext context) throws SQLException {
        Need need =
                switch (row.getString("need")) {
                    case "host" -> new Need.OneHost(row.getString("host"));
                    case "hosts" -> new Need.Hosts(row.getInt("hosts"));
                    default -> new Need.Room(row.getInt("cores"), row.getLong("memory"));
                };
        return new Demand(
                row.getString("id"),
                row.getString("source"),
                need,
                Instant.ofEpochMilli(row.getLong("since")),
                Instant.ofEpochMilli(row.getLong("until")),
                row.getInt("priority"),
                Columns.text(row, "pool"));
    }
}
