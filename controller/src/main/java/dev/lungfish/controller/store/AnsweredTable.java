package dev.lungfish.controller.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Answers that were given to requests with a key, for who asks again.
public final class AnsweredTable {
    private final Handle handle;

    AnsweredTable(Handle handle) {
        this.handle = handle;
    }

    /// One answer.
    ///
    /// @param who asked
    /// @param key as it was named
    /// @param asked fingerprint of the request
    /// @param status of HTTP
    /// @param answer its body
    public record Row(
            String who, String key, String asked, int status, String answer, Instant made) {}

    /// The answer of a key; those of before a moment are forgotten.
    public Optional<Row> find(String who, String key, Instant oldest) {
        return handle.createQuery(
                        """
                        SELECT * FROM answered WHERE who = :who AND key = :key AND made >= :oldest
                        """)
                .bind("who", who)
                .bind("key", key)
                .bind("oldest", oldest.toEpochMilli())
                .map((row, _) ->
                        new Row(
                                row.getString("who"),
                                row.getString("key"),
                                row.getString("asked"),
                                row.getInt("status"),
                                row.getString("answer"),
                                Instant.ofEpochMilli(row.getLong("made"))))
                .findOne();
    }

    /// Keeps one, and drops those of before a moment.
    public void put(Row row, Instant oldest) {
        int _ =
                handle.createUpdate("DELETE FROM answered WHERE made < :oldest")
                        .bind("oldest", oldest.toEpochMilli())
                        .execute();
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO answered (who, key, asked, status, answer, made)
                                VALUES (:who, :key, :asked, :status, :answer, :made)
                                """)
                        .bind("who", row.who())
                        .bind("key", row.key())
                        .bind("asked", row.asked())
                        .bind("status", row.status())
                        .bind("answer", row.answer())
                        .bind("made", row.made().toEpochMilli())
                        .execute();
    }
}
