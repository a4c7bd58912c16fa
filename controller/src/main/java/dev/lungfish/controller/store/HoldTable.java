package dev.lungfish.controller.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Which hosts are held by people. The state of a host says it too; this stays where a new version
/// of the program does not understand that state.
public final class HoldTable {
    private final Handle handle;

    HoldTable(Handle handle) {
        this.handle = handle;
    }

    /// One hold.
    ///
    /// @param maintenance whether somebody works on the host
    /// @param source who, in words
    public record Row(String host, boolean maintenance, String source) {}

    public List<Row> all() {
        return handle.createQuery("SELECT * FROM hold ORDER BY host, kind")
                .map((row, _) ->
                        new Row(
                                row.getString("host"),
                                row.getString("kind").equals("maintenance"),
                                row.getString("source")))
                .list();
    }

    public void put(Row hold, Instant now) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO hold (host, kind, source, made) VALUES (:host, :kind, :source, :made)
                                ON CONFLICT (host, kind) DO UPDATE SET source = :source, made = :made
                                """)
                        .bind("host", hold.host())
                        .bind("kind", kind(hold.maintenance()))
                        .bind("source", hold.source())
                        .bind("made", now.toEpochMilli())
                        .execute();
    }

    public void remove(String host, boolean maintenance) {
        int _ =
                handle.createUpdate("DELETE FROM hold WHERE host = :host AND kind = :kind")
                        .bind("host", host)
                        .bind("kind", kind(maintenance))
                        .execute();
    }

    private static String kind(boolean maintenance) {
        return maintenance ? "maintenance" : "hold";
    }
}
