package dev.lungfish.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Who asked the API for what. Rows are added and never changed.
public final class AuditTable {
    private final Handle handle;

    AuditTable(Handle handle) {
        this.handle = handle;
    }

    /// One request.
    ///
    /// @param seq counts up; 0 for one that is to be added
    /// @param who the name of the token or certificate; `-` where none was known
    /// @param role as `controller.access.Role` spells it; empty where nobody was known
    /// @param address from where
    /// @param action the name of the operation
    /// @param target on what: the path
    /// @param status of HTTP
    /// @param code of the reason for a refusal
    public record Row(
            long seq,
            Instant at,
            String who,
            Optional<String> role,
            String address,
            String action,
            String target,
            int status,
            Optional<String> code) {}

    public void add(Row row) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO audit (at, who, role, address, action, target, status, code)
                                VALUES (:at, :who, :role, :address, :action, :target, :status, :code)
                                """)
                        .bind("at", row.at().toEpochMilli())
                        .bind("who", row.who())
                        .bind("role", row.role())
                        .bind("address", row.address())
                        .bind("action", row.action())
                        .bind("target", row.target())
                        .bind("status", row.status())
                        .bind("code", row.code())
                        .execute();
    }

    /// Those before a number, newest first.
    public List<Row> before(long seq, Optional<String> who, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM audit WHERE seq < :seq AND (:all = 1 OR who = :who)
                        ORDER BY seq DESC LIMIT :most
                        """)
                .bind("seq", seq)
                .bind("all", who.isEmpty() ? 1 : 0)
                .bind("who", who.orElse(""))
                .bind("most", most)
                .map(AuditTable::row)
                .list();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getLong("seq"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("who"),
                Columns.text(row, "role"),
                row.getString("address"),
                row.getString("action"),
                row.getString("target"),
                row.getInt("status"),
                Columns.text(row, "code"));
    }
}
