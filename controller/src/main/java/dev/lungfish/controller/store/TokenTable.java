package dev.lungfish.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The tokens by which hosts may enrol.
public final class TokenTable {
    private final Handle handle;

    TokenTable(Handle handle) {
        this.handle = handle;
    }

    /// One token.
    ///
    /// @param secretPrint SHA-256 of its secret
    /// @param forName the only host that may use it; empty for any
    /// @param used when a host used it; empty before that
    /// @param usedKey fingerprint of that host's key; empty before that
    public record Row(
            String secretPrint,
            Optional<String> forName,
            Instant made,
            Instant validUntil,
            Optional<Instant> used,
            Optional<String> usedKey) {}

    public Optional<Row> find(String secretPrint) {
        return handle.createQuery("SELECT * FROM token WHERE secret_print = :print")
                .bind("print", secretPrint)
                .map(TokenTable::row)
                .findOne();
    }

    public void put(Row token) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO token (secret_print, for_name, made, valid_until, used, used_key)
                                VALUES (:print, :name, :made, :until, :used, :key)
                                ON CONFLICT (secret_print) DO UPDATE SET used = :used, used_key = :key
                                """)
                        .bind("print", token.secretPrint())
                        .bind("name", token.forName())
                        .bind("made", token.made().toEpochMilli())
                        .bind("until", token.validUntil().toEpochMilli())
                        .bind("used", token.used().map(Instant::toEpochMilli))
                        .bind("key", token.usedKey())
                        .execute();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getString("secret_print"),
                Columns.text(row, "for_name"),
                Instant.ofEpochMilli(row.getLong("made")),
                Instant.ofEpochMilli(row.getLong("valid_until")),
                Columns.instant(row, "used"),
                Columns.text(row, "used_key"));
    }
}
