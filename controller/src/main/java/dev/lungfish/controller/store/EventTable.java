package dev.lungfish.controller.store;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.ReasonJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/// What was decided and why. Rows are added and never changed.
public final class EventTable {
    /// More is not written of one host at one moment.
    private static final int JUST_BEFORE = 20;

    private final Handle handle;

    EventTable(Handle handle) {
        this.handle = handle;
    }

    /// One event.
    ///
    /// @param seq counts up; there may be gaps
    /// @param host whom it is about; empty for the fleet
    /// @param reason as a JSON object
    public record Row(long seq, Instant at, Optional<String> host, String code, String reason) {}

    /// One that is to be added.
    public record Entry(Instant at, Optional<String> host, Reason reason) {}

    /// Adds one.
    public void add(Instant at, Optional<String> host, Reason reason) {
        add(List.of(new Entry(at, host, reason)));
    }

    /// Adds all of them in this order, by one statement.
    public void add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO event (at, host, code, reason) VALUES (:at, :host, :code,"
                                + " :reason)")) {
            for (Entry entry : entries) {
                PreparedBatch _ =
                        batch.bind("at", entry.at().toEpochMilli())
                                .bind("host", entry.host())
                                .bind("code", entry.reason().code())
                                .bind("reason", json(entry.reason()))
                                .add();
            }
            int[] _ = batch.execute();
        }
    }

    static String json(Reason reason) {
        return new String(
                JsonObject.write(json -> ReasonJson.properties(json, reason)),
                StandardCharsets.UTF_8);
    }

    /// Those after a number, oldest first.
    public List<Row> after(long seq, int most) {
        return handle.createQuery("SELECT * FROM event WHERE seq > :seq ORDER BY seq LIMIT :most")
                .bind("seq", seq)
                .bind("most", most)
                .map(EventTable::row)
                .list();
    }

    /// The same of one host, where one is named.
    public List<Row> after(long seq, Optional<String> host, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM event WHERE seq > :seq AND (:all = 1 OR host = :host)
                        ORDER BY seq LIMIT :most
                        """)
                .bind("seq", seq)
                .bind("all", host.isEmpty() ? 1 : 0)
                .bind("host", host.orElse(""))
                .bind("most", most)
                .map(EventTable::row)
                .list();
    }

    /// The number of the latest; 0 where there is none.
    public long last() {
        return handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM event")
                .mapTo(Long.class)
                .one();
    }

    /// The latest, newest first.
    public List<Row> latest(Optional<String> host, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM event WHERE :all = 1 OR host = :host ORDER BY seq DESC LIMIT :most
                        """)
                .bind("all", host.isEmpty() ? 1 : 0)
                .bind("host", host.orElse(""))
                .bind("most", most)
                .map(EventTable::row)
                .list();
    }

    /// Those of a host after one moment and before another, in their order.
    public List<Row> between(String host, Instant from, Instant until, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM event WHERE host = :host AND at > :from AND at < :until
                        ORDER BY seq LIMIT :most
                        """)
                .bind("host", host)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("most", most)
                .map(EventTable::row)
                .list();
    }

    /// The latest one of a host with this code up to a moment, and what was written of the host
    /// just before it, oldest first; none where there is no such event.
    public List<Row> upTo(String host, String code, Instant at) {
        return handle.createQuery(
                        """
                        SELECT * FROM event WHERE host = :host AND seq <=
                            (SELECT MAX(seq) FROM event
                             WHERE host = :host AND code = :code AND at <= :at)
                        ORDER BY seq DESC LIMIT :most
                        """)
                .bind("host", host)
                .bind("code", code)
                .bind("at", at.toEpochMilli())
                .bind("most", JUST_BEFORE)
                .map(EventTable::row)
                .list()
                .reversed();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getLong("seq"),
                Instant.ofEpochMilli(row.getLong("at")),
                Columns.text(row, "host"),
                row.getString("code"),
                row.getString("reason"));
    }
}
