package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.reason.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The leases that were given, each once.
public final class LeaseTable {
    private final Handle handle;

    LeaseTable(Handle handle) {
        this.handle = handle;
    }

    /// One lease.
    ///
    /// @param ended when the host was known to be back; empty while it may sleep
    /// @param outcome as JSON, as the host told it; empty where it did not
    public record Row(
            String id,
            String host,
            long epoch,
            Instant granted,
            Optional<Instant> ended,
            Optional<String> outcome) {}

    /// Gives one. The database refuses a second one of the same name.
    public void grant(String host, Lease lease, Instant now) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO lease
                                    (id, host, epoch, target, granted, length, autonomy_sleeps, autonomy_longest)
                                VALUES (:id, :host, :epoch, :target, :granted, :length, :sleeps, :longest)
                                """)
                        .bind("id", lease.id())
                        .bind("host", host)
                        .bind("epoch", lease.epoch().number())
                        .bind("target", lease.target().spelling())
                        .bind("granted", now.toEpochMilli())
                        .bind("length", lease.length().toMillis())
                        .bind("sleeps", lease.autonomy().sleeps())
                        .bind("longest", lease.autonomy().longest().toMillis())
                        .execute();
    }

    /// Notes that a lease has come to its end; only the first end counts, and the first outcome.
    public void end(String host, String id, Instant now, Optional<Reason> outcome) {
        int _ =
                handle.createUpdate(
                                """
                                UPDATE lease SET ended = COALESCE(ended, :now), outcome = COALESCE(outcome, :outcome)
                                WHERE id = :id AND host = :host
                                """)
                        .bind("id", id)
                        .bind("host", host)
                        .bind("now", now.toEpochMilli())
                        .bind("outcome", outcome.map(EventTable::json))
                        .execute();
    }

    /// A lease with all that is kept of it.
    public record Whole(Row row, String target, Duration length) {}

    /// The latest of a host, newest first.
    public List<Whole> latest(String host, int most) {
        return handle.createQuery(
                        "SELECT * FROM lease WHERE host = :host ORDER BY granted DESC, id LIMIT"
                                + " :most")
                .bind("host", host)
                .bind("most", most)
                .map((row, _) ->
                        new Whole(
                                row(row),
                                row.getString("target"),
                                Duration.ofMillis(row.getLong("length"))))
                .list();
    }

    /// All of a host, oldest first.
    public List<Row> of(String host) {
        return handle.createQuery("SELECT * FROM lease WHERE host = :host ORDER BY granted, id")
                .bind("host", host)
                .map((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("host"),
                row.getLong("epoch"),
                Instant.ofEpochMilli(row.getLong("granted")),
                Columns.instant(row, "ended"),
                Columns.text(row, "outcome"));
    }
}
