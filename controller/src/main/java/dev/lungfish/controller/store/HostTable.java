package dev.lungfish.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The hosts that were enrolled.
public final class HostTable {
    private final Handle handle;
    private final Consumer<Row> changed;

    /// @param changed takes each row that is put
    HostTable(Handle handle, Consumer<Row> changed) {
        this.handle = handle;
        this.changed = changed;
    }

    /// One host.
    ///
    /// @param id its own for ever, as its certificates say it
    /// @param name in lower case; no two hosts have the same
    /// @param machine the UUID of the hardware; empty where it names none
    /// @param keyPrint fingerprint of its public key
    /// @param publicKey as PEM
    /// @param revoked since when it may do nothing any more
    public record Row(
            String id,
            String name,
            Optional<String> machine,
            String keyPrint,
            String publicKey,
            Instant enrolled,
            Optional<Instant> revoked) {
        /// The same, put out of the fleet.
        public Row revokedAt(Instant now) {
            return new Row(id, name, machine, keyPrint, publicKey, enrolled, Optional.of(now));
        }

        /// The same, as it would be read again.
        private Row kept() {
            return new Row(
                    id,
                    name.toLowerCase(Locale.ROOT),
                    machine,
                    keyPrint,
                    publicKey,
                    enrolled.truncatedTo(ChronoUnit.MILLIS),
                    revoked.map(time -> time.truncatedTo(ChronoUnit.MILLIS)));
        }

        /// The same, so that another host may have its name.
        public Row withoutName() {
            return new Row(id, name + "~" + id, machine, keyPrint, publicKey, enrolled, revoked);
        }
    }

    public List<Row> all() {
        return handle.createQuery("SELECT * FROM host ORDER BY name").map(HostTable::row).list();
    }

    public Optional<Row> byId(String id) {
        return by("id", id);
    }

    public Optional<Row> byName(String name) {
        return by("name", name.toLowerCase(Locale.ROOT));
    }

    public Optional<Row> byMachine(String machine) {
        return by("machine", machine);
    }

    public Optional<Row> byKey(String keyPrint) {
        return by("key_print", keyPrint);
    }

    private Optional<Row> by(String column, String value) {
        return handle.createQuery("SELECT * FROM host WHERE <column> = :value")
                .define("column", column)
                .bind("value", value)
                .map(HostTable::row)
                .findOne();
    }

    /// Takes a host in, or replaces all that is known of it.
    public void put(Row host) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO host (id, name, machine, key_print, public_key, enrolled, revoked)
                                VALUES (:id, :name, :machine, :key, :public, :enrolled, :revoked)
                                ON CONFLICT (id) DO UPDATE SET name = :name, machine = :machine, key_print = :key,
                                    public_key = :public, enrolled = :enrolled, revoked = :revoked
                                """)
                        .bind("id", host.id())
                        .bind("name", host.name().toLowerCase(Locale.ROOT))
                        .bind("machine", host.machine())
                        .bind("key", host.keyPrint())
                        .bind("public", host.publicKey())
                        .bind("enrolled", host.enrolled().toEpochMilli())
                        .bind("revoked", host.revoked().map(Instant::toEpochMilli))
                        .execute();
        changed.accept(host.kept());
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("machine")),
                row.getString("key_print"),
                row.getString("public_key"),
                Instant.ofEpochMilli(row.getLong("enrolled")),
                Columns.instant(row, "revoked"));
    }
}
