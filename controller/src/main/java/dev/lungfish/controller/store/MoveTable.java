package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.consolidation.MoveFailures;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Moves of guests whose outcome is not known yet, and guests whose last move failed.
public final class MoveTable {
    private final Handle handle;

    MoveTable(Handle handle) {
        this.handle = handle;
    }

    /// A move that was begun.
    ///
    /// @param source the name of the host where the guest was
    /// @param destination the name of the host where it is to go
    /// @param limit when it is aborted
    public record Row(
            String guest,
            String pool,
            String source,
            String destination,
            Instant begun,
            Instant limit) {}

    /// Those that were begun, the first one first.
    public List<Row> open() {
        return handle.createQuery("SELECT * FROM guest_move ORDER BY begun, guest")
                .map((row, _) ->
                        new Row(
                                row.getString("guest"),
                                row.getString("pool"),
                                row.getString("source"),
                                row.getString("destination"),
                                Instant.ofEpochMilli(row.getLong("begun")),
                                Instant.ofEpochMilli(row.getLong("limit_at"))))
                .list();
    }

    /// A move begins.
    ///
    /// @throws StoreException where one of the same guest is open
    public void begin(Row move) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO guest_move (guest, pool, source, destination, begun, limit_at)
                                VALUES (:guest, :pool, :source, :destination, :begun, :limit)
                                """)
                        .bind("guest", move.guest())
                        .bind("pool", move.pool())
                        .bind("source", move.source())
                        .bind("destination", move.destination())
                        .bind("begun", move.begun().toEpochMilli())
                        .bind("limit", move.limit().toEpochMilli())
                        .execute();
    }

    /// Its outcome is known.
    public void end(String pool, String guest) {
        int _ =
                handle.createUpdate("DELETE FROM guest_move WHERE pool = :pool AND guest = :guest")
                        .bind("pool", pool)
                        .bind("guest", guest)
                        .execute();
    }

    /// The guests of a pool whose last move failed.
    public MoveFailures failures(String pool) {
        Map<String, MoveFailures.Failed> guests = new LinkedHashMap<>();
        handle.createQuery("SELECT guest, times, until_at FROM move_failure WHERE pool = :pool")
                .bind("pool", pool)
                .map((row, _) ->
                        Map.entry(
                                row.getString("guest"),
                                new MoveFailures.Failed(
                                        row.getInt("times"),
                                        Instant.ofEpochMilli(row.getLong("until_at")))))
                .forEach(entry -> guests.put(entry.getKey(), entry.getValue()));
        return new MoveFailures(guests);
    }

    /// A guest could not be moved.
    public void failed(String pool, String guest, Instant now) {
        MoveFailures after = failures(pool).failed(guest, now);
        MoveFailures.Failed failed = after.guests().get(guest);
        if (failed == null) {
            return;
        }
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO move_failure (pool, guest, times, until_at)
                                VALUES (:pool, :guest, :times, :until)
                                ON CONFLICT (pool, guest) DO UPDATE SET times = :times, until_at = :until
                                """)
                        .bind("pool", pool)
                        .bind("guest", guest)
                        .bind("times", failed.times())
                        .bind("until", failed.until().toEpochMilli())
                        .execute();
    }

    /// A guest was moved: what failed before counts no more.
    public void moved(String pool, String guest) {
        int _ =
                handle.createUpdate(
                                "DELETE FROM move_failure WHERE pool = :pool AND guest = :guest")
                        .bind("pool", pool)
                        .bind("guest", guest)
                        .execute();
    }
}
