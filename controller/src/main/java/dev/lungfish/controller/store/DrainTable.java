package dev.lungfish.controller.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Which hosts are drained by people.
public final class DrainTable {
    private final Handle handle;

    DrainTable(Handle handle) {
        this.handle = handle;
    }

    /// One of them.
    ///
    /// @param host its identity
    /// @param source who, in words
    public record Row(String host, String source, Instant made) {}

    public List<Row> all() {
        return handle.createQuery("SELECT * FROM drain ORDER BY host")
                .map((row, _) ->
                        new Row(
                                row.getString("host"),
                                row.getString("source"),
                                Instant.ofEpochMilli(row.getLong("made"))))
                .list();
    }

    public void put(Row drain) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO drain (host, source, made) VALUES (:host, :source, :made)
                                ON CONFLICT (host) DO UPDATE SET source = :source, made = :made
                                """)
                        .bind("host", drain.host())
                        .bind("source", drain.source())
                        .bind("made", drain.made().toEpochMilli())
                        .execute();
    }

    public void remove(String host) {
        int _ =
                handle.createUpdate("DELETE FROM drain WHERE host = :host")
                        .bind("host", host)
                        .execute();
    }
}
