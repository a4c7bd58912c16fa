package dev.lungfish.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Who may use the API: tokens and certificates, each with a name and a role.
public final class AccessTable {
    private final Handle handle;

    AccessTable(Handle handle) {
        this.handle = handle;
    }

    /// One that may, or might until it was revoked.
    ///
    /// @param role as `controller.access.Role` spells it
    /// @param kind `token` or `certificate`
    /// @param print fingerprint of the secret, or of the certificate's public key
    /// @param madeBy by whom, in words
    /// @param until when it ends; empty for never
    public record Row(
            String name,
            String role,
            String kind,
            String print,
            Instant made,
            String madeBy,
            Optional<Instant> until,
            Optional<Instant> revoked) {}

    public List<Row> all() {
        return handle.createQuery("SELECT * FROM access ORDER BY name")
                .map(AccessTable::row)
                .list();
    }

    public Optional<Row> byName(String name) {
        return by("name", name);
    }

    public Optional<Row> byPrint(String print) {
        return by("print", print);
    }

    private Optional<Row> by(String column, String value) {
        return handle.createQuery("SELECT * FROM access WHERE <column> = :value")
                .define("column", column)
                .bind("value", value)
                .map(AccessTable::row)
                .findOne();
    }

    public void add(Row one) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO access (name, role, kind, print, made, made_by, until, revoked)
                                VALUES (:name, :role, :kind, :print, :made, :by, :until, :revoked)
                                """)
                        .bind("name", one.name())
                        .bind("role", one.role())
                        .bind("kind", one.kind())
                        .bind("print", one.print())
                        .bind("made", one.made().toEpochMilli())
                        .bind("by", one.madeBy())
                        .bind("until", one.until().map(Instant::toEpochMilli))
                        .bind("revoked", one.revoked().map(Instant::toEpochMilli))
                        .execute();
    }

    /// Takes one back; the first time counts.
    public void revoke(String name, Instant now) {
        int _ =
                handle.createUpdate(
                                """
                                UPDATE access SET revoked = :now WHERE name = :name AND revoked IS NULL
                                """)
                        .bind("name", name)
                        .bind("now", now.toEpochMilli())
                        .execute();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getString("role"),
                row.getString("kind"),
                row.getString("print"),
                Instant.ofEpochMilli(row.getLong("made")),
                row.getString("made_by"),
                Columns.instant(row, "until"),
                Columns.instant(row, "revoked"));
    }
}
